;; Gets by a key with a thousand nested records.
(func $work (param $args i32) (result i32)
  (local $at i32) (local $left i32)
  (i64.store (i32.const 4096) (i64.const 0x000a0001_00007d18))                    ;; key: 32,024 bytes, sys.View
  (memory.copy (i32.const 4104) (i32.const 1032) (i32.const 16))                  ;; entity
  (local.set $at (i32.const 4120))
  (local.set $left (i32.const 32000))
  (loop $next
    (i32.store (local.get $at) (local.get $left))
    (if (i32.gt_u (local.get $left) (i32.const 32)) (then
      (i32.store16 offset=4 (local.get $at) (i32.const 1))
      (i64.store offset=8 (local.get $at) (i64.const 0x0018010a_00000041))        ;; "A", a record
      (i32.store offset=16 (local.get $at) (i32.const 32))
      (i32.store offset=20 (local.get $at) (i32.sub (local.get $left) (i32.const 32)))
      (i32.store8 offset=24 (local.get $at) (i32.const 65))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (local.set $left (i32.sub (local.get $left) (i32.const 32)))
      (br $next))))
  (call $get (i32.const 4096)))
