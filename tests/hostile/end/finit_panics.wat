;; Traps in WasmFinit, with a fault block.
(func $WasmFinit (export "WasmFinit")
  (i32.store (i32.const 64) (i32.const 1))
  unreachable)
