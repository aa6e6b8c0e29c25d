;; Reads from a bound that is no record.
(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Year" (i8 1 4) (i16 24) (i64 2026)
  "Year" "\00\00\00\00"
  (i8 0 1 0 0) (i32 8 0 0)
  (i64 -1))
(func $work (param $args i32) (result i32)
  (call $read (i32.const 1024)))
