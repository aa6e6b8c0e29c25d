;; Gets by a key with one name for two fields.
(data $key (i32.const 1024)
  (i32 72) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 48) (i16 2 0)
  "Year" (i8 1 4) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 44) (i64 2026)
  "YearYear")
