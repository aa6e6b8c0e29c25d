;; The memory is not exported.
(memory $memory 1)
