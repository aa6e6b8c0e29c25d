;; Has an extension of an unknown kind.
(@custom "heeus.manifest" "\0d\00\00\00\02\06\04Good\00\00")
