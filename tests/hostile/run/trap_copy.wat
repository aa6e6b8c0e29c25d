;; Fills more bytes than the memory has.
(func $work (param $args i32) (result i32)
  (memory.fill (i32.const 65000) (i32.const 0) (i32.const -1)) (i32.const 0))
