fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) {}
const __an_extension_is_a_free_function_so_move_new_order_out_of_the_impl: () = ();
const __extension_named_new_order: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    const _: () = __an_extension_is_a_free_function_so_move_new_order_out_of_the_impl;
    fn __run_new_order<'run>(
        __state: __heeus_sdk::WasmState<'run>,
        __args: __heeus_sdk::WasmStateElement<'run>,
    ) -> __heeus_sdk::Returned {
        let __ctx = &__heeus_sdk::command::context(__state);
        let __args = match <WasmStateElement<
            '_,
        > as __heeus_sdk::command::ArgsParam<'_>>::from_args(__ctx, __args) {
            ::core::result::Result::Ok(__args) => __args,
            ::core::result::Result::Err(__refused) => return __refused,
        };
        let __returned = __heeus_sdk::command::Output::returned;
        __returned(
            new_order(
                <&WasmState<
                    '_,
                > as __heeus_sdk::command::ContextParam<'_, '_>>::from_context(__ctx),
                __args,
            ),
            __ctx,
        )
    }
    __heeus_sdk::register! {
        export : "new_order", name : b"new_order\0", kind : 1, run : __run_new_order,
        manifest : b"\x12\0\0\0\x02\x01\tnew_order\0\0"
    }
};
