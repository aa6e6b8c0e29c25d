;; Has a function that is not valid wasm.
(func (result i32) (i64.const 0))
