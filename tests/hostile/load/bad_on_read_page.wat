;; A capability that is there must have its type.
(func (export "WasmOnReadPage") (param i32))
