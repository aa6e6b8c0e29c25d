;; A place for the address whose end is beyond 32 bits.
(func $work (param $args i32) (result i32)
  (call $told (call $HostGetElem (i32.const 1024) (i32.const -1))))
