;; Never returns from WasmInit.
(func $WasmInit (export "WasmInit") (loop $ever (br $ever)))
