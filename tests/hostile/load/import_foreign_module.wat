;; Imports a function that ends the process.
(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
