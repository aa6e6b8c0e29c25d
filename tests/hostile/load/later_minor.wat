;; Requires a later minor version.
(func $WasmAbiVersion (export "WasmAbiVersion_1_7"))
