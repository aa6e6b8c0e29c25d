;; Has a name that is not UTF-8.
(@custom "heeus.manifest" "\0d\00\00\00\02\01\04Go\ffd\00\00")
