;; Calls a function that is not in the table.
(table $calls 1 funcref)
(func $work (param $args i32) (result i32)
  (call_indirect $calls (result i32) (i32.const 7)))
