/// Takes an order.
///
/// More of it.
#[cfg(feature = "orders")]
#[inline]
pub(crate) fn r#new<'s, 'run: 's>(
    state: &'s heeus_sdk::untyped::WasmState<'run>,
    mut args: heeus_sdk::untyped::WasmStateElement<'run>,
) -> Result<(), Error<'static>> {
    todo!()
}
#[cfg(feature = "orders")]
const __an_extension_is_a_free_function_so_move_new_out_of_the_impl: () = ();
#[cfg(feature = "orders")]
const __extension_with_special_name_Neue_20_Bestellung: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    const _: () = __an_extension_is_a_free_function_so_move_new_out_of_the_impl;
    const _: () = __heeus_sdk::follows(
        <heeus_sdk::untyped::WasmStateElement<
            '_,
        > as __heeus_sdk::projector::ArgsParam<'_>>::EVENTS,
        &[],
    );
    fn __run_new<'run>(
        __state: __heeus_sdk::WasmState<'run>,
        __args: __heeus_sdk::WasmStateElement<'run>,
    ) -> __heeus_sdk::Returned {
        let __ctx = &__heeus_sdk::projector::context(__state);
        let __args = match <heeus_sdk::untyped::WasmStateElement<
            '_,
        > as __heeus_sdk::projector::ArgsParam<'_>>::from_args(__ctx, __args) {
            ::core::result::Result::Ok(__args) => __args,
            ::core::result::Result::Err(__refused) => return __refused,
        };
        let (__done, __failed) = (
            __heeus_sdk::projector::Success::done,
            __heeus_sdk::projector::Failure::failed,
        );
        match r#new(
            <&'_ heeus_sdk::untyped::WasmState<
                '_,
            > as __heeus_sdk::projector::ContextParam<'_, '_>>::from_context(__ctx),
            __args,
        ) {
            ::core::result::Result::Ok(__success) => __done(__success, __ctx),
            ::core::result::Result::Err(__error) => __failed(__error, __ctx),
        }
    }
    __heeus_sdk::register! {
        export : "Neue Bestellung", name : b"Neue Bestellung\0", kind : 4, run :
        __run_new, manifest :
        b")\0\0\0\x02\x04\x0FNeue Bestellung\x0F\0Takes an order.\0\0"
    }
};
