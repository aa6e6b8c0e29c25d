;; Has an extension with the prefix of the contract's own functions.
(@custom "heeus.manifest" "\11\00\00\00\02\01\08WasmInit\00\00")
