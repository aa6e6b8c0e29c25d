#[allow(clippy::needless_pass_by_value, reason = "the signature is the SDK's")]
fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) {}
const __extension_named_new_order: () = {
    fn __run_new_order<'run>(
        state: ::heeus_sdk::__private::WasmState<'run>,
        args: ::heeus_sdk::__private::WasmStateElement<'run>,
    ) -> ::heeus_sdk::__private::Returned {
        let ctx = &::heeus_sdk::__private::command::context(state);
        let args = match ::heeus_sdk::__private::command::second::<
            WasmStateElement<'_>,
        >(ctx, args) {
            ::core::result::Result::Ok(args) => args,
            ::core::result::Result::Err(refused) => return refused,
        };
        ::heeus_sdk::__private::command::Returns::returned(
            new_order(
                ::heeus_sdk::__private::command::first::<&WasmState<'_>>(ctx),
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
