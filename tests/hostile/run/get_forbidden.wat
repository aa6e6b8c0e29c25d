;; Gets from a storage that its kind may not get from.
(data $key (i32.const 1024)
  (i32 16) (i16 5 0)
  (i32 8) (i16 0 0))
