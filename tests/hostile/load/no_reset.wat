;; Has the function WasmReset, but does not export it.
(func $WasmReset)
