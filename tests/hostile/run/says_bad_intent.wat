;; Returns the status for a bad intent.
(func $work (param $args i32) (result i32)
  (call $status (i32.const 4) (i32.const -1)))
