;; Has exports for two versions.
(func (export "WasmAbiVersion_2_0"))
