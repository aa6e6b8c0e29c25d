;; Returns an intent whose key has a range.
(data $result (i32.const 2048)
  (i32 168) (i32 0) (i32 0)                                                       ;; ok, no code
  (i32 1) (i32 136) (i32 0) (i32 0) (i32 0)                                       ;; an intent, nothing else
  (i32 1) (i32 136)                                                               ;; intent: new
  (i32 96) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00"
  (i8 1 0 0 0) (i32 0 0 0)                                                        ;; the range
  (i32 32) (i16 1 0)
  "Amou" (i8 2 6) (i16 24) (i64 400)
  "Amount" "\00\00")
(func $work (param $args i32) (result i32)
  (i32.const 2048))
