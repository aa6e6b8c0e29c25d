;; Has an export beside its version's that begins with the same name, but has leading zeros.
(func $WasmAbiVersion (export "WasmAbiVersion_1_0") (export "WasmAbiVersion_01_0"))
