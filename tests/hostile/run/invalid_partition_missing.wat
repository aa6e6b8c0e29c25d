;; Reads without the partition key.
(data $key (i32.const 1024)
  (i32 32) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 8) (i16 0 0))
(func $work (param $args i32) (result i32)
  (call $read (i32.const 1024)))
