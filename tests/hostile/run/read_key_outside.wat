;; Reads by a partial key outside of the memory.
(func $work (param $args i32) (result i32)
  (call $read (i32.const 70000)))
