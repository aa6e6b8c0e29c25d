;; Returns whether to go on, which the read context is for.
(func $WasmOnRead (export "WasmOnRead") (param i32 i32 i32) (result i32) (i32.const 0))
