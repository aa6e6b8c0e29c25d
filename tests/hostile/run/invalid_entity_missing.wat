;; No entity where there must be one.
(data $key (i32.const 1024)
  (i32 16) (i16 1 0)
  (i32 8) (i16 0 0))
