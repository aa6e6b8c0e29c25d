;; Traps with a fault block whose text is all memory: the host takes a part.
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 64) (i32.const 1))
  (i32.store (i32.const 88) (i32.const 65536))
  (unreachable))
