#[allow(clippy::needless_pass_by_value, reason = "the signature is the SDK's")]
fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) {}
const __extension_named_new_order: () = {
    fn __run_new_order<'run>(
        state: ::heeus_sdk::__private::WasmState<'run>,
        args: ::heeus_sdk::__private::WasmStateElement<'run>,
    ) -> ::heeus_sdk::__private::Returned {
        let ctx = &::heeus_sdk::__private::command::context(state);
        let args = match <WasmStateElement<
            '_,
        > as ::heeus_sdk::__private::command::Second<'_>>::second(ctx, args) {
            ::core::result::Result::Ok(args) => args,
            ::core::result::Result::Err(refused) => return refused,
        };
        let returned = ::heeus_sdk::__private::command::Returns::returned;
        returned(
            new_order(
                <&WasmState<
                    '_,
                > as ::heeus_sdk::__private::command::First<'_, '_>>::first(ctx),
                args,
            ),
            ctx,
        )
    }
    ::heeus_sdk::__private::register! {
        name : b"new_order\0", kind : 1, run : __run_new_order, manifest :
        b"\x12\0\0\0\x02\x01\tnew_order\0\0"
    }
};
