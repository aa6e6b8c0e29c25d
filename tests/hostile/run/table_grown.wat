;; Grows a table beyond the memory limit, and traps when it is refused.
(table $large 0 funcref)
(func $work (param $args i32) (result i32)
  (if (i32.lt_s (table.grow $large (ref.null func) (i32.const 1000000)) (i32.const 0)) (then unreachable))
  (i32.const 0))
