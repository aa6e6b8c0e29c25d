;; Has a manifest entry that ends in the middle of a name.
(@custom "heeus.manifest" "\08\00\00\00\02\01\04G")
