;; Has bytes after the body of an entry.
(@custom "heeus.manifest" "\0f\00\00\00\02\01\04Good\00\00xx")
