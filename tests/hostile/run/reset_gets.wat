;; Gets an element in the reset after Work.
(global $worked (mut i32) (i32.const 0))
(func $work (param $args i32) (result i32)
  (global.set $worked (i32.const 1)) (i32.const 0))
(func $WasmReset (export "WasmReset")
  (if (global.get $worked) (then (drop (call $get (i32.const 1024))))))
