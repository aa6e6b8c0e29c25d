;; Has a key as the log lines of its fault block.
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 64) (i32.const 1))
  (i32.store (i32.const 92) (i32.const 1024)) (i32.store (i32.const 96) (i32.const 80))
  (unreachable))
