;; Leaves a function in a table that no reset restores.
(table $kept 4 funcref)
(elem $declared declare func $work)
(func $work (param $args i32) (result i32)
  (table.set $kept (i32.const 3) (ref.func $work)) (i32.const 0))
