;; Takes all memory that 32 bits can address.
(func $work (param $args i32) (result i32)
  (drop (memory.grow (i32.const 65535)))
  (unreachable))
