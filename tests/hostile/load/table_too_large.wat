;; Has a table of ten million elements.
(table $large 10000000 funcref)
