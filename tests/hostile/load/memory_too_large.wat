;; Has more initial memory than the limit of the table.
(memory $memory (export "memory") 17)
