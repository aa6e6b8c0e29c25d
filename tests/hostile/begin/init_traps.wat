;; Traps in WasmInit.
(func $WasmInit (export "WasmInit") unreachable)
