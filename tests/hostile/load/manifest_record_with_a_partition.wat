;; Has a record with a partition key.
(@custom "heeus.manifest" "\13\00\00\00\03\02\03a.B\01\01\00\00\00\09\02ID")
