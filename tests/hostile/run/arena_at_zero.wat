;; Has an arena that begins at address 0 after a reset, so that all memory would be free.
(func $work (param $args i32) (result i32)
  (i32.store (i32.const 40000) (i32.const 1)) (i32.const 0))
(func $WasmReset (export "WasmReset")
  (if (i32.load (i32.const 40000)) (then (i32.store (i32.const 128) (i32.const 0))))
  (i32.store (i32.const 132) (i32.load (i32.const 128)))
  (i32.store (i32.const 136) (i32.const 0))
  (i32.store (i32.const 100) (i32.const 0)))
