;; Has an entity of an unknown kind.
(@custom "heeus.manifest" "\0f\00\00\00\03\04\03a.B\00\00\00\00\00")
