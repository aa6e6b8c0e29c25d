;; Has a global in place of WasmReset.
(global $WasmReset (export "WasmReset") i32 (i32.const 0))
