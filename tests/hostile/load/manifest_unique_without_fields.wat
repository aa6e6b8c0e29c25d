;; Has an entry of unique fields without fields.
(@custom "heeus.manifest" "\0a\00\00\00\06\03a.B\00")
