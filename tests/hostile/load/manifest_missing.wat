;; Has another custom section, and an empty manifest.
(@custom "heeus.other" "\00")
(@custom "heeus.manifest" "")
