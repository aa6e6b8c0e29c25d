;; Gets from a storage that is not its kind's.
(data $key (i32.const 1024)
  (i32 16) (i16 5 0)
  (i32 8) (i16 0 0))
