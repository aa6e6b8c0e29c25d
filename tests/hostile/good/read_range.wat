;; Reads two elements of a year, from the one before May on in the reverse order, whether by pages
;; or not.

(data $key (i32.const 1024)
  (i32 128) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 32) (i16 1 0)
  "Year" (i8 1 4) (i16 24) (i64 2026)
  "Year" "\00\00\00\00"
  (i8 1 0 2 0) (i32 0 56 0)                                                       ;; reverse; up to, but without:
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 5)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "MonthYear" "\00\00\00\00\00\00\00")
(data $result (i32.const 2048)
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

;; Reads 2026, and keeps the sum behind the two words of the read context.
(func $work (param $args i32) (result i32)
  (local $ctx i32) (local $code i32)
  (local.set $ctx (call $WasmMalloc (i32.const 16)))
  (i32.store (local.get $ctx) (i32.const 0))
  (i32.store offset=4 (local.get $ctx) (i32.const 2))
  (i64.store offset=8 (local.get $ctx) (i64.const 0))
  (local.set $code (call $HostReadElems (local.get $ctx) (i32.const 1024)))
  (if (local.get $code) (then (return (call $told (local.get $code)))))
  (call $tell (i64.load offset=8 (local.get $ctx))))

;; Adds the amount of an element, its only field, to the sum.
(func $add (param $ctx i32) (param $element i32)
  (i64.store offset=8 (local.get $ctx)
    (i64.add (i64.load offset=8 (local.get $ctx)) (i64.load offset=16 (local.get $element)))))

(func $WasmOnRead (export "WasmOnRead") (param $ctx i32) (param $key i32) (param $element i32)
  (call $add (local.get $ctx) (local.get $element)))

;; Walks a page: the number of elements is at 4, then the records of key and value of each.
(func (export "WasmOnReadPage") (param $ctx i32) (param $page i32)
  (local $left i32) (local $at i32)
  (local.set $left (i32.load offset=4 (local.get $page)))
  (local.set $at (i32.add (local.get $page) (i32.const 8)))
  (block $done (loop $next
    (br_if $done (i32.eqz (local.get $left)))
    (local.set $at (i32.add (local.get $at) (i32.load (local.get $at))))          ;; skips the key
    (call $add (local.get $ctx) (local.get $at))
    (local.set $at (i32.add (local.get $at) (i32.load (local.get $at))))          ;; skips the value
    (local.set $left (i32.sub (local.get $left) (i32.const 1)))
    (br $next))))

;; A result block with July's new amount.
(func $tell (param $amount i64) (result i32)
  (local $result i32)
  (local.set $result (call $WasmMalloc (i32.const 152)))
  (memory.copy (local.get $result) (i32.const 2048) (i32.const 152))
  (i64.store offset=136 (local.get $result) (local.get $amount))
  (local.get $result))
