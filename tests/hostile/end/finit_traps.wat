;; Traps in WasmFinit.
(func $WasmFinit (export "WasmFinit") unreachable)
