;; Returns a result with an intent of no bytes, which a reader could read for ever.
(data $result (i32.const 2048)
  (i32 200) (i32 0) (i32 0)                                                       ;; ok, no code
  (i32 1) (i32 120) (i32 1) (i32 48) (i32 0)                                      ;; an intent, a log line, no text
  (i32 1) (i32 0)                                                               ;; intent: new
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Amou" (i8 2 6) (i16 24) (i64 400)
  "Amount" "\00\00"
  (i32 48) (i8 3 0) (i16 6 6 0) (i32 42) (i32 5) (i32 0)                          ;; log line: info
  "orders" "lib.rs" "added" "\00\00\00\00\00\00\00")
(func $work (param $args i32) (result i32)
  (i32.const 2048))
