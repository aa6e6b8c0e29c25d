;; Counts its runs in a global, which no reset puts back.
(global $runs (mut i32) (i32.const 0))
(func $work (param $args i32) (result i32)
  (global.set $runs (i32.add (global.get $runs) (i32.const 1))) (i32.const 0))
