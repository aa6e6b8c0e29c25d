;; Has unique fields of an entity that it does not declare.
(@custom "heeus.manifest" "\0f\00\00\00\06\03a.B\01\04Code")
