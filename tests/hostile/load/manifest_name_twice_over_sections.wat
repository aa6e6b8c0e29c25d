;; Has two extensions of one name in two sections, which are read as one.
(@custom "heeus.manifest" "\0d\00\00\00" "\02\01" "\04Good" "\00\00")
(@custom "heeus.manifest" "\0d\00\00\00" "\02\05" "\04Good" "\00\00")
