;; Has a memory that threads share.
(memory $memory (export "memory") 1 1 shared)
