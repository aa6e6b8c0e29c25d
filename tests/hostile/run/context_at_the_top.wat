;; The limit is where 32 bits end.
(func $work (param $args i32) (result i32)
  (call $told (call $HostReadElems (i32.const -4) (i32.const 1024))))
