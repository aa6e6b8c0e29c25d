;; Gets by a key with a record whose field is the record itself.
(data $key (i32.const 1024)
  (i32 64) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 40) (i16 1 0)
  "A\00\00\00" (i8 10 1) (i16 24) (i32 0 40)
  "A" "\00\00\00\00\00\00\00"
  (i32 8) (i32 0))
