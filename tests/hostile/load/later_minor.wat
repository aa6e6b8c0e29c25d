;; Made for a later host.
(func $WasmAbiVersion (export "WasmAbiVersion_1_7"))
