;; A line for humans that is not there.
(@custom "heeus.manifest" "\0d\00\00\00\02\01\04Good\ff\ff")
