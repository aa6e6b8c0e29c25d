;; Traps at the end.
(func $WasmFinit (export "WasmFinit") unreachable)
