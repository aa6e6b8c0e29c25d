fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) {}
const __extension_named_new_order: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    fn __run_new_order<'run>(
        state: __heeus_sdk::WasmState<'run>,
        args: __heeus_sdk::WasmStateElement<'run>,
    ) -> __heeus_sdk::Returned {
        let ctx = &__heeus_sdk::command::context(state);
        let args = match <WasmStateElement<
            '_,
        > as __heeus_sdk::command::Second<'_>>::second(ctx, args) {
            ::core::result::Result::Ok(args) => args,
            ::core::result::Result::Err(refused) => return refused,
        };
        let returned = __heeus_sdk::command::Returns::returned;
        returned(
            new_order(
                <&WasmState<'_> as __heeus_sdk::command::First<'_, '_>>::first(ctx),
                args,
            ),
            ctx,
        )
    }
    __heeus_sdk::register! {
        name : b"new_order\0", kind : 1, run : __run_new_order, manifest :
        b"\x12\0\0\0\x02\x01\tnew_order\0\0"
    }
};
