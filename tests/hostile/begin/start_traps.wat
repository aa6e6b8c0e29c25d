;; Traps in the start function.
(func $begin unreachable)
(start $begin)
