;; Has the function WasmInit, but does not export it.
(func $WasmInit)
