;; Has a command with targets.
(@custom "heeus.manifest" "\10\00\00\00\02\01\04Good\00\00\01\01A")
