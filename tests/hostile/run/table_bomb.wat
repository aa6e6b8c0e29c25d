;; Wants a table of billions of entries. It does not get it, and then gives up.
(table $many 0 funcref)
(func $work (param $args i32) (result i32)
  (drop (table.grow $many (ref.null func) (i32.const 0x7fffffff)))
  (unreachable))
