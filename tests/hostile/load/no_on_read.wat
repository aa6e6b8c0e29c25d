;; The function is there, but not exported as WasmOnRead.
(func $WasmOnRead (param i32 i32 i32))
