;; Reads many elements where its kind may get one.
(data $key (i32.const 1024)
  (i32 16) (i16 4 0)
  (i32 8) (i16 0 0))
(func $work (param $args i32) (result i32)
  (call $read (i32.const 1024)))
