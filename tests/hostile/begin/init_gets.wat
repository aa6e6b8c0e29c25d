;; Gets an element in WasmInit, outside of a run.
(func $WasmInit (export "WasmInit")
  (drop (call $HostGetElem (i32.const 1024) (i32.const 0))))
