;; Frees nothing in the reset.
(func $WasmReset (export "WasmReset"))
(func $work (param $args i32) (result i32)
  (drop (call $WasmMalloc (i32.const 16))) (i32.const 0))
