;; The function is there, but not exported as WasmFinit.
(func $WasmFinit)
