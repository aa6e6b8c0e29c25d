;; Declares one entity in two ways.
(@custom "heeus.manifest" "\2b\00\00\00" "\03\01" "\0aair.Orders" "\01\02\00\01\00" "\01\04Year" "\01\05Month" "\02\06Amount"
  "+\00\00\00\03\01\0aair.Orders\01\02\00\01\00\01\04Year\01\05Month\01\06Amount")
