;; A guest of ABI 1.0, written by hand from ABI.md. Each file in the directories beside it is this
;; guest with some forms replaced: a form with the name of one here (`$work`, `$WasmRun`,
;; `"heeus.manifest"`) takes its place, any other form is added.
;;
;; Addresses:
;;      16  names of the extensions
;;      64  fault block
;;     128  arena block
;;    1024  a key: that of a file, or the one below
;;    2048  a result block, if a file has one
;;   32768  the arena, up to the end of the memory

(import "env" "HostGetElem" (func $HostGetElem (param $key i32) (param $place i32) (result i32)))
(import "env" "HostReadElems" (func $HostReadElems (param $ctx i32) (param $key i32) (result i32)))
(memory $memory (export "memory") 1)

(@custom "heeus.manifest"
  "\15\00\00\00" "\01" "\07by-hand" "\071.0-wat"                                  ;; the SDK
  "\11\00\00\00" "\02\01" "\04Good" "\04\00fine"                                  ;; command Good
  "\13\00\00\00" "\02\04" "\04Work" "\04\00else" "\00\00"                            ;; projector Work
  "\2b\00\00\00" "\03\01" "\0aair.Orders" "\01\02\00\01\00" "\01\04Year" "\01\05Month" "\02\06Amount")

(data $names (i32.const 16) "Good\00Work\00")
(data $fault (i32.const 64) (i32 0 0 0 0 0 0 0 0 0 0))
(data $arena (i32.const 128) (i32 32768 32768 0))
(global $WasmFault (export "WasmFault") i32 (i32.const 64))
(global $WasmArena (export "WasmArena") i32 (i32.const 128))
(global $ran (mut i32) (i32.const 0))

;; The key of July 2026 in the view air.Orders.
(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"                           ;; sys.View
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 7)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "Month" "Year" "\00\00\00\00\00\00\00")

(func $WasmAbiVersion (export "WasmAbiVersion_1_0"))
(func $WasmInit (export "WasmInit"))
(func $WasmFinit (export "WasmFinit"))

(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32)
  (local $at i32) (local $end i64)
  (local.set $at (i32.load (i32.const 132)))
  (local.set $end (i64.and (i64.const -16)
    (i64.add (i64.const 15) (i64.add (i64.extend_i32_u (local.get $at)) (i64.extend_i32_u (local.get $size))))))
  (block $fits
    (br_if $fits (i64.le_u (local.get $end) (call $bytes)))
    (br_if $fits (i32.ne (i32.const -1) (memory.grow (i32.wrap_i64
      (i64.shr_u (i64.add (i64.const 65535) (i64.sub (local.get $end) (call $bytes))) (i64.const 16))))))
    (i32.store (i32.const 100) (local.get $size))                                 ;; the fault block's last word
    (return (i32.const 0)))
  (i32.store (i32.const 132) (i32.wrap_i64 (local.get $end)))
  (local.get $at))

;; The bytes of the memory.
(func $bytes (result i64)
  (i64.shl (i64.extend_i32_u (memory.size)) (i64.const 16)))

(func $WasmRun (export "WasmRun") (param $name i32) (param $kind i32) (param $args i32) (result i32)
  (if (i32.eqz (global.get $ran)) (then                                           ;; memory allocated until now is pinned
    (global.set $ran (i32.const 1))
    (i32.store (i32.const 128) (i32.load (i32.const 132)))))
  (if (call $same (local.get $name) (i32.const 16)) (then
    (if (i32.ne (local.get $kind) (i32.const 1)) (then (return (call $status (i32.const 3) (i32.const 0)))))
    (return (i32.const 0))))
  (if (call $same (local.get $name) (i32.const 21)) (then
    (if (i32.ne (local.get $kind) (i32.const 4)) (then (return (call $status (i32.const 3) (i32.const 0)))))
    (return (call $work (local.get $args)))))
  (call $status (i32.const 2) (i32.const 0)))

(func $WasmReset (export "WasmReset")
  (i32.store (i32.const 132) (i32.load (i32.const 128)))
  (i32.store (i32.const 136) (i32.const 0))
  (i32.store (i32.const 100) (i32.const 0)))

(func $WasmOnRead (export "WasmOnRead") (param $ctx i32) (param $key i32) (param $element i32))

;; The extension Work.
(func $work (param $args i32) (result i32)
  (call $get (i32.const 1024)))

;; Gets the element of a key. Returns the result of WasmRun: 0, or an error with the host's code.
(func $get (param $key i32) (result i32)
  (call $told (call $HostGetElem (local.get $key) (call $WasmMalloc (i32.const 4)))))

;; Reads all elements under a key, with eight bytes for the guest behind the read context.
(func $read (param $key i32) (result i32)
  (local $ctx i32)
  (local.set $ctx (call $WasmMalloc (i32.const 16)))
  (i64.store (local.get $ctx) (i64.const 0))
  (i64.store offset=8 (local.get $ctx) (i64.const 0))
  (call $told (call $HostReadElems (local.get $ctx) (local.get $key))))

;; The result of WasmRun for a code of the host.
(func $told (param $code i32) (result i32)
  (if (result i32) (local.get $code)
    (then (call $status (i32.const 1) (local.get $code)))
    (else (i32.const 0))))

;; A result block with a status, a code of the extension's own, and nothing else.
(func $status (param $status i32) (param $code i32) (result i32)
  (local $block i32)
  (local.set $block (call $WasmMalloc (i32.const 32)))
  (memory.fill (local.get $block) (i32.const 0) (i32.const 32))
  (i32.store (local.get $block) (i32.const 32))
  (i32.store offset=4 (local.get $block) (local.get $status))
  (i32.store offset=8 (local.get $block) (local.get $code))
  (local.get $block))

;; Returns whether two texts that end with NUL are equal.
(func $same (param $a i32) (param $b i32) (result i32)
  (loop $next
    (if (i32.ne (i32.load8_u (local.get $a)) (i32.load8_u (local.get $b))) (then (return (i32.const 0))))
    (if (i32.eqz (i32.load8_u (local.get $a))) (then (return (i32.const 1))))
    (local.set $a (i32.add (local.get $a) (i32.const 1)))
    (local.set $b (i32.add (local.get $b) (i32.const 1)))
    (br $next))
  (unreachable))
