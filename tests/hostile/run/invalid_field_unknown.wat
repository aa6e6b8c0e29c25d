;; Gets by a key field that the entity does not have.
(data $key (i32.const 1024)
  (i32 96) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 72) (i16 3 0)
  "Day\00" (i8 1 3) (i16 56) (i64 1)
  "Mont" (i8 1 5) (i16 59) (i64 7)
  "Year" (i8 1 4) (i16 64) (i64 2026)
  "DayMonthYear" "\00\00\00\00")
