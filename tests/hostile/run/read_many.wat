;; Reads again and again, in the same room.
(data $key (i32.const 1024)
  (i32 56) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Year" (i8 1 4) (i16 24) (i64 2026)
  "Year" "\00\00\00\00")
(func $work (param $args i32) (result i32)
  (loop $again
    (i32.store (i32.const 132) (i32.load (i32.const 128)))
    (br_if $again (i32.eqz (call $read (i32.const 1024)))))
  (i32.const 0))
