;; Makes one intent more than a projector may make.
(data $intent (i32.const 2048)
  (i32 200) (i32 0) (i32 0)                                                       ;; ok, no code
  (i32 1) (i32 120) (i32 1) (i32 48) (i32 0)                                      ;; an intent, a log line, no text
  (i32 1) (i32 120)                                                               ;; intent: new
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
  (local $block i32) (local $at i32) (local $left i32)
  (local.set $block (call $WasmMalloc (i32.const 120152)))                        ;; header and 1,001 intents
  (memory.copy (local.get $block) (i32.const 2048) (i32.const 32))
  (i32.store (local.get $block) (i32.const 120152))
  (i32.store offset=12 (local.get $block) (i32.const 1001))
  (i32.store offset=16 (local.get $block) (i32.const 120120))
  (i64.store offset=20 (local.get $block) (i64.const 0))
  (local.set $at (i32.add (local.get $block) (i32.const 32)))
  (local.set $left (i32.const 1001))
  (loop $next
    (memory.copy (local.get $at) (i32.const 2080) (i32.const 120))
    (i32.store offset=48 (local.get $at) (local.get $left))                       ;; another month for each
    (local.set $at (i32.add (local.get $at) (i32.const 120)))
    (br_if $next (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
  (local.get $block))
