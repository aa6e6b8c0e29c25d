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
        let state = &state;
        ::heeus_sdk::__private::Returns::returned(
            r#new(
                ::heeus_sdk::__private::first_argument::<
                    &'_ heeus_sdk::WasmState<'_>,
                >(state),
                ::heeus_sdk::__private::second_argument::<
                    heeus_sdk::WasmStateElement<'_>,
                >(args),
            ),
            state,
        )
    }
    ::heeus_sdk::__private::register! {
        name : b"Neue Bestellung\0", kind : 4, run : __run_new, manifest :
        b"'\0\0\0\x02\x04\x0FNeue Bestellung\x0F\0Takes an order."
    }
};
