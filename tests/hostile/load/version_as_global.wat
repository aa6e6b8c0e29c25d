;; The version is no function.
(global $WasmAbiVersion (export "WasmAbiVersion_1_0") i32 (i32.const 1))
