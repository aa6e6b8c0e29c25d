;; The function is there, but not exported as WasmInit.
(func $WasmInit)
