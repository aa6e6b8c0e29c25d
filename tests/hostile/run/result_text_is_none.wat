;; Returns a result with a text that is not UTF-8.
(data $result (i32.const 2048)
  (i32 40) (i32 1) (i32 0) (i32 0) (i32 0) (i32 0) (i32 0) (i32 8)                ;; an error with a text
  "\ff\ff\ff\ff\ff\ff\ff\ff")
(func $work (param $args i32) (result i32)
  (i32.const 2048))
