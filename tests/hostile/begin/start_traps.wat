;; Traps while the instance is made.
(func $begin unreachable)
(start $begin)
