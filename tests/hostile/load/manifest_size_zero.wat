;; Has an entry of no bytes, which a reader could read for ever.
(@custom "heeus.manifest" "\00\00\00\00\01")
