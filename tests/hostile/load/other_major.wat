;; Made for a host of another major version.
(func $WasmAbiVersion (export "WasmAbiVersion_2_0"))
