;; Traps with a fault block, as the contract requires.
(data $texts (i32.const 1024) "lib.rsno")
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 64) (i32.const 1))
  (i32.store (i32.const 68) (i32.const 42)) (i32.store (i32.const 72) (i32.const 9))
  (i32.store (i32.const 76) (i32.const 1024)) (i32.store (i32.const 80) (i32.const 6))
  (i32.store (i32.const 84) (i32.const 1030)) (i32.store (i32.const 88) (i32.const 2))
  (unreachable))
