;; Refuses the kind that its manifest declares.
(func $work (param $args i32) (result i32)
  (call $status (i32.const 3) (i32.const -1)))
