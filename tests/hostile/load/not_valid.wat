;; No valid wasm.
(func (result i32) (i64.const 0))
