;; Imports the memory from the host.
(import "env" "memory" (memory $memory 1))
(export "memory" (memory $memory))
