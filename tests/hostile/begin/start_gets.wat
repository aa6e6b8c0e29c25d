;; Gets an element in the start function.
(func $begin (drop (call $HostGetElem (i32.const 1024) (i32.const 0))))
(start $begin)
