;; Never ends.
(func $WasmFinit (export "WasmFinit") (loop $ever (br $ever)))
