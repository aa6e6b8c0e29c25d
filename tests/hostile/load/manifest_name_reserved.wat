;; An extension that is called as the contract's own functions are.
(@custom "heeus.manifest" "\11\00\00\00\02\01\08WasmInit\00\00")
