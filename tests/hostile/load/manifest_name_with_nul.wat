;; Has a name with a NUL, where WasmRun's name would end.
(@custom "heeus.manifest" "\0d\00\00\00\02\01\04Go\00d\00\00")
