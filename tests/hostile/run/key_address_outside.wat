;; Gets by a key outside of the memory.
(func $work (param $args i32) (result i32)
  (call $get (i32.const 70000)))
