;; Has a record with a key field besides its id.
(@custom "heeus.manifest" "\15\00\00\00\03\02\03a.B\00\01\00\00\00\01\04Year")
