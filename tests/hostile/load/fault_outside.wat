;; Has a fault block that ends outside of the memory.
(global $WasmFault (export "WasmFault") i32 (i32.const 65504))
