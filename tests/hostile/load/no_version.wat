;; Says no version.
(func $WasmAbiVersion)
