;; Has fewer unique fields than their count says.
(@custom "heeus.manifest" "\0f\00\00\00\06\03a.B\ff\04Code")
