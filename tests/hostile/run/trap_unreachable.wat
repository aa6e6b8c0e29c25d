;; Traps without a fault block.
(func $work (param $args i32) (result i32)
  (unreachable))
