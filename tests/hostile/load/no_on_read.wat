;; Has the function WasmOnRead, but does not export it.
(func $WasmOnRead (param i32 i32 i32))
