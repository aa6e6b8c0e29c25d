;; Has two extensions of one name.
(@custom "heeus.manifest" 
  "\0d\00\00\00" "\02\01" "\04Good" "\00\00"
  "\0d\00\00\00" "\02\02" "\04Good" "\00\00")
