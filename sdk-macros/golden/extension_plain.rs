fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) {}
const __extension_named_new_order: () = {
    fn __run_new_order<'run>(
        state: ::heeus_sdk::__private::WasmState<'run>,
        args: ::heeus_sdk::__private::WasmStateElement<'run>,
    ) -> ::heeus_sdk::__private::Returned {
        let state = &state;
        ::heeus_sdk::__private::Returns::returned(
            new_order(
                ::heeus_sdk::__private::first_argument::<&WasmState<'_>>(state),
                ::heeus_sdk::__private::second_argument::<WasmStateElement<'_>>(args),
            ),
            state,
        )
    }
    ::heeus_sdk::__private::register! {
        name : b"new_order\0", kind : 1, run : __run_new_order, manifest :
        b"\x12\0\0\0\x02\x01\tnew_order\0\0"
    }
};
