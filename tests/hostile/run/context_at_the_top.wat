;; Has a read context whose limit is at the end of 32 bits.
(func $work (param $args i32) (result i32)
  (call $told (call $HostReadElems (i32.const -4) (i32.const 1024))))
