;; Has a table of references that need a garbage collector.
(table $externs 1 externref)
