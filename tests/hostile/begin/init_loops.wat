;; Never comes back from WasmInit.
(func $WasmInit (export "WasmInit") (loop $ever (br $ever)))
