;; Does not export its memory.
(memory $memory 1)
