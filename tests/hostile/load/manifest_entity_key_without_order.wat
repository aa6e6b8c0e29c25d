;; Has a key field that is a record.
(@custom "heeus.manifest" "\15\00\00\00\03\01\03a.B\01\01\00\00\00\0a\04Year")
