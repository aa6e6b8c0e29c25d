;; Gets by a key with a NUL in a qualified name.
(data $key (i32.const 1024)
  (i32 64) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 40) (i16 1 0)
  "A\00\00\00" (i8 8 1) (i16 24) (i32 32 6)
  "A" "\00\00\00\00\00\00\00"
  "a.O\00rs" "\00\00")
