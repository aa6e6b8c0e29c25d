;; Gets May's amount, makes an intent for July with that much more, and logs a line. All blocks are
;; in the data as ABI.md, section 15, shows them, and are changed in a copy.

(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 5)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00")

(data $result (i32.const 2048)
  (i32 200) (i32 0) (i32 0)                                                       ;; ok, no code
  (i32 1) (i32 120) (i32 1) (i32 48) (i32 0)                                      ;; an intent, a log line, no text
  (i32 1) (i32 120)                                                               ;; intent: new
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Amou" (i8 2 6) (i16 24) (i64 400)                                              ;; its number at 136
  "Amount" "\00\00"
  (i32 48) (i8 3 0) (i16 6 6 0) (i32 42) (i32 5) (i32 0)                          ;; log line: info
  "orders" "lib.rs" "added" "\00\00\00\00\00\00\00")

(func $work (param $args i32) (result i32)
  (local $place i32) (local $element i32) (local $result i32) (local $code i32)
  (local.set $place (call $WasmMalloc (i32.const 4)))
  (local.set $code (call $HostGetElem (i32.const 1024) (local.get $place)))
  (if (local.get $code) (then (return (call $told (local.get $code)))))
  (local.set $element (i32.load (local.get $place)))
  (local.set $result (call $WasmMalloc (i32.const 200)))
  (memory.copy (local.get $result) (i32.const 2048) (i32.const 200))
  ;; The element has one field, the entry of which begins at 8: its number is at 16.
  (i64.store offset=136 (local.get $result)
    (i64.add (i64.load offset=136 (local.get $result)) (i64.load offset=16 (local.get $element))))
  (local.get $result))
