;; Returns an address outside of the memory.
(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32) (i32.const -16))
