;; Has a projector of an event with a dot at the end.
(@custom "heeus.manifest" "\12\00\00\00\02\04\04Good\00\00\00\01\02a.")
