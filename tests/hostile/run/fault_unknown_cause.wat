;; Traps with a fault block of an unknown cause.
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 64) (i32.const 3))
  (unreachable))
