;; Gets by a key whose names are not in order.
(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Year" (i8 1 4) (i16 40) (i64 2026)
  "Mont" (i8 1 5) (i16 44) (i64 7)
  "YearMonth" "\00\00\00\00\00\00\00")
