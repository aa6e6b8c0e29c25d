;; Reads elements in WasmInit, outside of a run.
(func $WasmInit (export "WasmInit")
  (drop (call $HostReadElems (i32.const 0) (i32.const 1024))))
