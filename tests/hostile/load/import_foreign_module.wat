;; Wants to end the process.
(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
