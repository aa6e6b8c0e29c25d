;; Counts its runs in a static that the reset does not restore.
(data $state (i32.const 1500) "\00\00\00\00")
(func $work (param $args i32) (result i32)
  (i32.store8 (i32.const 1500) (i32.add (i32.const 1) (i32.load8_u (i32.const 1500))))
  (i32.const 0))
