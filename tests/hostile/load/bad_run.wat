;; Has a WasmRun without the arguments of the extension.
(func $WasmRun (export "WasmRun") (param i32 i32) (result i32) (i32.const 0))
