;; Has another section, and an empty one.
(@custom "heeus.other" "\00")
(@custom "heeus.manifest" "")
