;; The arena block ends where 32 bits end.
(global $WasmArena (export "WasmArena") i32 (i32.const -4))
