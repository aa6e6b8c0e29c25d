;; Gets by a key with an array with bytes behind the last item.
(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 1 0)
  "A\00\00\00" (i8 11 1) (i16 24) (i32 32 24)
  "A" "\00\00\00\00\00\00\00"
  (i32 1) (i8 6 0 0 0) (i32 16 4) "abcdefgh")
