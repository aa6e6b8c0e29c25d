;; Has a WasmOnRead that returns whether to continue, as the read context should say.
(func $WasmOnRead (export "WasmOnRead") (param i32 i32 i32) (result i32) (i32.const 0))
