;; Never ends.
(func $work (param $args i32) (result i32)
  (loop $ever (br $ever)) (i32.const 0))
