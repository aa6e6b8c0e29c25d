;; Counts its runs in a global that no reset restores.
(global $runs (mut i32) (i32.const 0))
(func $work (param $args i32) (result i32)
  (global.set $runs (i32.add (global.get $runs) (i32.const 1))) (i32.const 0))
