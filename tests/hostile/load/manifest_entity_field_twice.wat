;; Has one name for two key fields.
(@custom "heeus.manifest" "\1b\00\00\00\03\01\03a.B\01\02\00\00\00\01\04Year\02\04Year")
