;; Gives up as the contract wants it.
(func $WasmInit (export "WasmInit")
  (i32.store (i32.const 64) (i32.const 1))
  unreachable)
