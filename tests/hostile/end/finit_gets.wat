;; Gets an element in WasmFinit.
(func $WasmFinit (export "WasmFinit") (drop (call $get (i32.const 1024))))
