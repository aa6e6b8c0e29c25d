;; Gets by a key of the largest size of a block, in a memory of 64 KiB.
(data $key (i32.const 1024)
  (i32 16777216) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "MonthYear" "\00\00\00\00\00\00\00")
