;; Gets by a key without an entity, where the storage requires one.
(data $key (i32.const 1024)
  (i32 16) (i16 1 0)
  (i32 8) (i16 0 0))
