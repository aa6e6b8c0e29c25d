;; Gets by a key that names a workspace.
(data $key (i32.const 1024)
  (i32 96) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 72) (i16 3 0)
  "Mont" (i8 1 5) (i16 56) (i64 7)
  "WSID" (i8 2 4) (i16 61) (i64 1)
  "Year" (i8 1 4) (i16 65) (i64 2026)
  "MonthWSIDYear" "\00\00\00")
