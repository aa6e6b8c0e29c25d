;; The function is there, but not exported as WasmReset.
(func $WasmReset)
