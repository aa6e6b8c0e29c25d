;; Has an entry that is larger than the section.
(@custom "heeus.manifest" "\ff\ff\ff\ff\01")
