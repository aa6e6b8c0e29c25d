;; Has an extension whose description is longer than its entry.
(@custom "heeus.manifest" "\0d\00\00\00\02\01\04Good\ff\ff")
