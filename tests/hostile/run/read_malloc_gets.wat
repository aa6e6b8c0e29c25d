;; Gets an element in WasmMalloc for the room of a delivery.
(func $work (param $args i32) (result i32)
  (global.set $reading (i32.const 1))
  (call $read (i32.const 1024)))
(global $reading (mut i32) (i32.const 0))
(data $key (i32.const 1024)
  (i32 80) (i16 1 10) "air.Orders" "\00\00\00\00\00\00"
  (i32 56) (i16 2 0)
  "Mont" (i8 1 5) (i16 40) (i64 5)
  "Year" (i8 1 4) (i16 45) (i64 2026)
  "MonthYear" "\00\00\00\00\00\00\00")
(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32)
  (local $at i32)
  (if (i32.and (global.get $reading) (i32.gt_u (local.get $size) (i32.const 100))) (then
    (drop (call $HostGetElem (i32.const 1024) (i32.const 3000)))))
  (local.set $at (i32.load (i32.const 132)))
  (i32.store (i32.const 132) (i32.and (i32.const -16)
    (i32.add (i32.const 15) (i32.add (local.get $at) (local.get $size)))))
  (local.get $at))
