;; Has more elements than its table.
(table $small 1 funcref)
(elem $beyond (table $small) (i32.const 1) func $work)
