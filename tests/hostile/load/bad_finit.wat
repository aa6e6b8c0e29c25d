;; Takes a number.
(func $WasmFinit (export "WasmFinit") (param i64))
