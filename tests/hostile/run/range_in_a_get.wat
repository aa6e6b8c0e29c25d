;; Gets by a key with a range.
(data $key (i32.const 1024)
  (i32 72) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Year" (i8 1 4) (i16 24) (i64 2026)
  "Year" "\00\00\00\00"
  (i8 1 0 0 0) (i32 0 0 0))
(func $work (param $args i32) (result i32)
  (call $get (i32.const 1024)))
