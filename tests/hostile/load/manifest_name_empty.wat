;; Has an extension without a name.
(@custom "heeus.manifest" "\09\00\00\00\02\01\00\00\00")
