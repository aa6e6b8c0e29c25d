;; Has a validator with fewer targets than their count says.
(@custom "heeus.manifest" "\10\00\00\00\02\03\04Good\00\00\ff\01A")
