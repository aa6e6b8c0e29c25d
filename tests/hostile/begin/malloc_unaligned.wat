;; Returns an address that is not aligned.
(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32) (i32.const 40008))
