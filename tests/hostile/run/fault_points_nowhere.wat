;; Traps with a fault block whose text is outside of the memory: the host reports the cause without
;; a text.
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 64) (i32.const 1))
  (i32.store (i32.const 76) (i32.const -1)) (i32.store (i32.const 80) (i32.const -1))
  (i32.store (i32.const 84) (i32.const 65535)) (i32.store (i32.const 88) (i32.const 4096))
  (i32.store (i32.const 92) (i32.const 0x7fffffff)) (i32.store (i32.const 96) (i32.const 0x7fffffff))
  (unreachable))
