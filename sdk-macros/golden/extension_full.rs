#[allow(clippy::needless_pass_by_value, reason = "the signature is the SDK's")]
/// Takes an order.
///
/// More of it.
#[cfg(feature = "orders")]
#[inline]
pub(crate) fn r#new<'s, 'run: 's>(
    state: &'s heeus_sdk::WasmState<'run>,
    mut args: heeus_sdk::WasmStateElement<'run>,
) -> Result<(), Error<'static>> {
    todo!()
}
#[cfg(feature = "orders")]
const __extension_with_special_name_Neue_20_Bestellung: () = {
    fn __run_new<'run>(
        state: ::heeus_sdk::__private::WasmState<'run>,
        args: ::heeus_sdk::__private::WasmStateElement<'run>,
    ) -> ::heeus_sdk::__private::Returned {
        let ctx = &::heeus_sdk::__private::projector::context(state);
        let args = match <heeus_sdk::WasmStateElement<
            '_,
        > as ::heeus_sdk::__private::projector::Second<'_>>::second(ctx, args) {
            ::core::result::Result::Ok(args) => args,
            ::core::result::Result::Err(refused) => return refused,
        };
        let (done, failed) = (
            ::heeus_sdk::__private::projector::Answer::done,
            ::heeus_sdk::__private::projector::Fails::failed,
        );
        match r#new(
            <&'_ heeus_sdk::WasmState<
                '_,
            > as ::heeus_sdk::__private::projector::First<'_, '_>>::first(ctx),
            args,
        ) {
            ::core::result::Result::Ok(answer) => done(answer, ctx),
            ::core::result::Result::Err(error) => failed(error, ctx),
        }
    }
    ::heeus_sdk::__private::register! {
        name : b"Neue Bestellung\0", kind : 4, run : __run_new, manifest :
        b"'\0\0\0\x02\x04\x0FNeue Bestellung\x0F\0Takes an order."
    }
};
