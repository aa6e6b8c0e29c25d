;; Gets by a key with an inner record of no bytes.
(data $key (i32.const 1024)
  (i32 56) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "A\00\00\00" (i8 10 1) (i16 24) (i32 32 0)
  "A" "\00\00\00\00\00\00\00"
  "")
