;; Has a WasmMalloc for memories beyond 4 GiB.
(func $WasmMalloc (export "WasmMalloc") (param i64) (result i32) (i32.const 0))
(func $get (param $key i32) (result i32) (i32.const 0))
(func $read (param $key i32) (result i32) (i32.const 0))
(func $status (param $status i32) (param $code i32) (result i32) (i32.const 0))
