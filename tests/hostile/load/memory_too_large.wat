;; Starts beyond the limit that the table below is run with.
(memory $memory (export "memory") 17)
