;; An address that may change is none.
(global $WasmFault (export "WasmFault") (mut i32) (i32.const 64))
