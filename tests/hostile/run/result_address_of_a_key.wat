;; A key where a result should be.
(func $work (param $args i32) (result i32)
  (i32.const 1024))
