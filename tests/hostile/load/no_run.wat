;; Has the function WasmRun, but does not export it.
(func $WasmRun (param i32 i32 i32) (result i32) (i32.const 0))
