;; Requires another major version.
(func $WasmAbiVersion (export "WasmAbiVersion_2_0"))
