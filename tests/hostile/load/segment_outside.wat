;; Has a data segment that does not fit the memory.
(data (i32.const 65535) "ab")
