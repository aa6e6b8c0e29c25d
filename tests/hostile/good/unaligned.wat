;; Puts everything at odd addresses, where a block may begin.

(data $key (i32.const 1025)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 5)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "MonthYear" "\00\00\00\00\00\00\00")
(data $result (i32.const 2049)
  (i32 152) (i32 0) (i32 0)                                                       ;; ok, no code
  (i32 1) (i32 120) (i32 0) (i32 0) (i32 0)                                       ;; an intent, nothing else
  (i32 1) (i32 120)                                                               ;; intent: new
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Amou" (i8 2 6) (i16 24) (i64 0)                                                ;; its number at 136
  "Amount" "\00\00")

(func $work (param $args i32) (result i32)
  (local $place i32) (local $code i32) (local $result i32)
  (local.set $place (i32.add (call $WasmMalloc (i32.const 16)) (i32.const 3)))
  (local.set $code (call $HostGetElem (i32.const 1025) (local.get $place)))
  (if (local.get $code) (then (return (call $told (local.get $code)))))
  (local.set $result (i32.add (call $WasmMalloc (i32.const 160)) (i32.const 5)))
  (memory.copy (local.get $result) (i32.const 2049) (i32.const 152))
  (i64.store offset=136 (local.get $result) (i64.load offset=16 (i32.load (local.get $place))))
  (local.get $result))
