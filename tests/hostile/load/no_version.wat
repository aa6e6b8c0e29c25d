;; Has no export for its version.
(func $WasmAbiVersion)
