;; Has a validator that checks one command twice.
(@custom "heeus.manifest" "\12\00\00\00\02\03\04Good\00\00\02\01A\01A")
