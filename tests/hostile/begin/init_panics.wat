;; Traps in WasmInit, with a fault block.
(func $WasmInit (export "WasmInit")
  (i32.store (i32.const 64) (i32.const 1))
  unreachable)
