;; Gets by an entity that nobody declared: the guest receives a code and returns it.
(data $key (i32.const 1024)
  (i32 32) (i16 1 11) "air.Flights" "\00\00\00\00\00"
  (i32 8) (i16 0 0))
