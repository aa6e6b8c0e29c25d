;; Traps in WasmMalloc.
(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32) (unreachable))
