;; Moves the beginning of the arena behind the memory that Work took, in the reset after Work.
(global $worked (mut i32) (i32.const 0))
(func $work (param $args i32) (result i32)
  (global.set $worked (i32.const 1))
  (drop (call $WasmMalloc (i32.const 16))) (i32.const 0))
(func $WasmReset (export "WasmReset")
  (if (global.get $worked) (then 
    (i32.store (i32.const 128) (i32.load (i32.const 132))))))
