;; Gets by an entity with a NUL.
(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Or\00ers" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "MonthYear" "\00\00\00\00\00\00\00")
