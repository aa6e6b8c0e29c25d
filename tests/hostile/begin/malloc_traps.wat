;; Traps where the host wants room.
(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32) (unreachable))
