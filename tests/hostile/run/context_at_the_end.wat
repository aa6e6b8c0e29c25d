;; Has a read context whose limit is cut by the end of the memory.
(func $work (param $args i32) (result i32)
  (call $told (call $HostReadElems (i32.const 65532) (i32.const 1024))))
