;; The reset after Work moves the begin of the arena behind what Work took.
(global $worked (mut i32) (i32.const 0))
(func $work (param $args i32) (result i32)
  (global.set $worked (i32.const 1))
  (drop (call $WasmMalloc (i32.const 16))) (i32.const 0))
(func $WasmReset (export "WasmReset")
  (if (global.get $worked) (then 
    (i32.store (i32.const 128) (i32.load (i32.const 132))))))
