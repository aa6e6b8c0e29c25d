;; An entry larger than the section.
(@custom "heeus.manifest" "\ff\ff\ff\ff\01")
