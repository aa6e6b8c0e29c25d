;; Asks for a table of billions of elements, is refused, and traps.
(table $many 0 funcref)
(func $work (param $args i32) (result i32)
  (drop (table.grow $many (ref.null func) (i32.const 0x7fffffff)))
  (unreachable))
