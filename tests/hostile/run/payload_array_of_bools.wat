;; Gets by a key with an array of bools, one of which is neither 0 nor 1.
(data $key (i32.const 1024)
  (i32 72) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 48) (i16 1 0)
  "A\00\00\00" (i8 11 1) (i16 24) (i32 32 12)
  "A" "\00\00\00\00\00\00\00"
  (i32 4) (i8 5 0 0 0) (i8 0 1 2 0) "\00\00\00\00")
