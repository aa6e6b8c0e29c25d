;; A name that is no text.
(@custom "heeus.manifest" "\0d\00\00\00\02\01\04Go\ffd\00\00")
