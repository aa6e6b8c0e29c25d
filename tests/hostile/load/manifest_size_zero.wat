;; An entry of no bytes would be read for ever.
(@custom "heeus.manifest" "\00\00\00\00\01")
