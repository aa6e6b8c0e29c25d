;; Has a global in place of the version's function.
(global $WasmAbiVersion (export "WasmAbiVersion_1_0") i32 (i32.const 1))
