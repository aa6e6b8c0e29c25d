;; Gets from a storage that this host does not offer.
(data $key (i32.const 1024)
  (i32 16) (i16 12 0)
  (i32 8) (i16 0 0))
