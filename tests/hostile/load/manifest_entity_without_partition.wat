;; Has a view without a partition key.
(@custom "heeus.manifest" "\15\00\00\00\03\01\03a.B\00\01\00\00\00\01\04Year")
