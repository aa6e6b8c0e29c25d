;; Has the host write the element's address to a place whose end is beyond 32 bits.
(func $work (param $args i32) (result i32)
  (call $told (call $HostGetElem (i32.const 1024) (i32.const -1))))
