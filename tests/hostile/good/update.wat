;; Updates the amount of May.

(data $result (i32.const 2048)
  (i32 152) (i32 0) (i32 0)                                                       ;; ok, no code
  (i32 1) (i32 120) (i32 0) (i32 0) (i32 0)                                       ;; an intent, nothing else
  (i32 2) (i32 120)                                                               ;; intent: update
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 5)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Amou" (i8 2 6) (i16 24) (i64 -5)                                               ;; its number at 136
  "Amount" "\00\00")

(func $work (param $args i32) (result i32)
  (i32.const 2048))
