;; Leading zeros are no version.
(func $WasmAbiVersion (export "WasmAbiVersion_01_0"))
