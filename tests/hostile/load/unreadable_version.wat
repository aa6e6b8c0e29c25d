;; Has a version with leading zeros.
(func $WasmAbiVersion (export "WasmAbiVersion_01_0"))
