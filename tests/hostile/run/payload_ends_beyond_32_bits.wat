;; Gets by a key with a text whose offset and length together overflow to 0.
(data $key (i32.const 1024)
  (i32 64) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 40) (i16 1 0)
  "A\00\00\00" (i8 6 1) (i16 24) (i32 32 -32)
  "A" "\00\00\00\00\00\00\00"
  "12345678")
