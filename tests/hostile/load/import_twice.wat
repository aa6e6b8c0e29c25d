;; Imports one function twice.
(import "env" "HostGetElem" (func $again (param i32 i32) (result i32)))
