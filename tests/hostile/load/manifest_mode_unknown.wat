;; Has a projector that is neither synchronous nor asynchronous.
(@custom "heeus.manifest" "\0f\00\00\00\02\04\04Good\00\00\02\00")
