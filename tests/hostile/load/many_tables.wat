;; Has more tables than a guest of the contract needs.
(table $a 0 funcref) (table $b 0 funcref) (table $c 0 funcref) (table $d 0 funcref) (table $e 0 funcref)
(table $f 0 funcref) (table $g 0 funcref) (table $h 0 funcref) (table $i 0 funcref)
