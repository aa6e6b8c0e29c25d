;; Has an arena block whose end is beyond 32 bits.
(global $WasmArena (export "WasmArena") i32 (i32.const -4))
