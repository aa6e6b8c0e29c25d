;; Gets by a key with unused bytes before a text.
(data $key (i32.const 1024)
  (i32 72) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 48) (i16 1 0)
  "A\00\00\00" (i8 6 1) (i16 24) (i32 40 8)
  "A" "\00\00\00\00\00\00\00"
  "1234567812345678")
