;; Reads by a range that continues after a bound with the elements at it.
(data $key (i32.const 1024)
  (i32 128) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Year" (i8 1 4) (i16 24) (i64 2026)
  "Year" "\00\00\00\00"
  (i8 0 0 0 2) (i32 0 0 56)
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 2)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "MonthYear" "\00\00\00\00\00\00\00")
(func $work (param $args i32) (result i32)
  (call $read (i32.const 1024)))
