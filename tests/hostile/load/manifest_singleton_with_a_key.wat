;; Has a singleton with a key field.
(@custom "heeus.manifest" "\15\00\00\00\03\03\03a.B\00\01\00\00\00\01\04Year")
