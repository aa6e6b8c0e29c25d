;; Fails with an error of its own: code, text and a log line. The intent beside them is dropped.

(data $result (i32.const 2048)
  (i32 200) (i32 1) (i32 -7)                                                      ;; error with the code -7
  (i32 1) (i32 120) (i32 1) (i32 40) (i32 5)                                      ;; an intent, a log line, five bytes of text
  (i32 1) (i32 120)                                                               ;; intent: new
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Amou" (i8 2 6) (i16 24) (i64 0)                                                ;; its number at 136
  "Amount" "\00\00"
  (i32 40) (i8 2 0) (i16 0 6 0) (i32 3) (i32 9) (i32 0)                           ;; log line: warn
  "lib.rs" "no orders" "\00"
  "full!" "\00\00\00")

(func $work (param $args i32) (result i32)
  (i32.const 2048))
