;; Has more fields than the entry contains.
(@custom "heeus.manifest" "\12\00\00\00\03\01\03a.B\01\ff\ff\00\00\01\01Y")
