;; Never returns from WasmFinit.
(func $WasmFinit (export "WasmFinit") (loop $ever (br $ever)))
