;; The reset gives nothing back.
(func $WasmReset (export "WasmReset"))
(func $work (param $args i32) (result i32)
  (drop (call $WasmMalloc (i32.const 16))) (i32.const 0))
