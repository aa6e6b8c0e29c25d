;; Grows many tables a little, until all of them exceed the memory limit, and traps then.
(table $a 0 funcref) (table $b 0 funcref) (table $c 0 funcref) (table $d 0 funcref)
(func $work (param $args i32) (result i32)
  (loop $ever
    (if (i32.or
          (i32.or (i32.lt_s (table.grow $a (ref.null func) (i32.const 1000)) (i32.const 0))
                  (i32.lt_s (table.grow $b (ref.null func) (i32.const 1000)) (i32.const 0)))
          (i32.or (i32.lt_s (table.grow $c (ref.null func) (i32.const 1000)) (i32.const 0))
                  (i32.lt_s (table.grow $d (ref.null func) (i32.const 1000)) (i32.const 0))))
      (then unreachable))
    (br $ever))
  (i32.const 0))
