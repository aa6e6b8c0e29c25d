;; Imports HostGetElem with a wider result.
(import "env" "HostGetElem" (func $HostGetElem (param i32 i32) (result i64)))
(func $get (param $key i32) (result i32) (i32.const 0))
