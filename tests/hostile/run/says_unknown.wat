;; Does not know an extension of its own manifest.
(func $work (param $args i32) (result i32)
  (call $status (i32.const 2) (i32.const -1)))
