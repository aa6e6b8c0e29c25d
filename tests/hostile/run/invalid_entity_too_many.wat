;; Gets by a key with an entity, where the storage has none.
(data $key (i32.const 1024)
  (i32 32) (i16 4 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 8) (i16 0 0))
