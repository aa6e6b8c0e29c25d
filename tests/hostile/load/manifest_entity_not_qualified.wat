;; Has an entity without a package.
(@custom "heeus.manifest" "\18\00\00\00\03\01\06Orders\01\01\00\00\00\01\04Year")
