;; Has a WasmFinit that takes a number.
(func $WasmFinit (export "WasmFinit") (param i64))
