;; Never returns from the start function.
(func $begin (loop $ever (br $ever)))
(start $begin)
