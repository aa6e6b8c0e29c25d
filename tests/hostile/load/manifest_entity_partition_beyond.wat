;; Has a partition key with more fields than the key.
(@custom "heeus.manifest" "\15\00\00\00\03\01\03a.B\02\01\00\00\00\01\04Year")
