;; Has a WasmOnReadPage of another type.
(func (export "WasmOnReadPage") (param i32))
