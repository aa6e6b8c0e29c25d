;; Counts its runs in memory that is neither static data nor in the arena.
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 20000) (i32.add (i32.load (i32.const 20000)) (i32.const 1))) (i32.const 0))
