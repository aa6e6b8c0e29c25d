;; Has an export beside its version's whose name begins as one, with leading zeros.
(func $WasmAbiVersion (export "WasmAbiVersion_1_0") (export "WasmAbiVersion_01_0"))
