;; Is never made.
(func $begin (loop $ever (br $ever)))
(start $begin)
