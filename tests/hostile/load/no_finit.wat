;; Has the function WasmFinit, but does not export it.
(func $WasmFinit)
