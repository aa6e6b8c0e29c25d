;; Has a WasmInit that returns a number.
(func $WasmInit (export "WasmInit") (result i32) (i32.const 0))
