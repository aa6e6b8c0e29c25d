;; Has a WasmFault that is a mutable global.
(global $WasmFault (export "WasmFault") (mut i32) (i32.const 64))
