;; Has a field of an unknown type.
(@custom "heeus.manifest" "\15\00\00\00\03\01\03a.B\01\01\00\00\00\0c\04Year")
