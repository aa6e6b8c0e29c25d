;; The name that WasmRun is given would end too early.
(@custom "heeus.manifest" "\0d\00\00\00\02\01\04Go\00d\00\00")
