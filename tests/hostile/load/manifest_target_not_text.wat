;; Has a validator of a command whose name is not UTF-8.
(@custom "heeus.manifest" "\10\00\00\00\02\03\04Good\00\00\01\01\ff")
