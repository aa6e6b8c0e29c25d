;; Calls itself for ever.
(func $work (param $args i32) (result i32)
  (i32.add (i32.const 1) (call $work (local.get $args))))
