;; Reads outside of the memory.
(func $work (param $args i32) (result i32)
  (i32.load (i32.const -1)))
