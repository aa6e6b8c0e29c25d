const _: () = {
    use facade::heeus_sdk::__private_1 as __heeus_sdk;
    const __EVENTS: &__heeus_sdk::EventNames = &__heeus_sdk::EventNames {
        of: "Followed",
        names: &["orders.NewOrder"],
        has_other: false,
    };
    #[automatically_derived]
    impl<'run> __heeus_sdk::EventArgument<'run> for Followed {
        const EVENTS: ::core::option::Option<&'static __heeus_sdk::EventNames> = ::core::option::Option::Some(
            __EVENTS,
        );
        fn of(
            __event: &__heeus_sdk::WasmStateElement<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            let __named = __heeus_sdk::NamedEvent::of(__event)?;
            if __named.is("orders.NewOrder", true) {
                return match <Order as __heeus_sdk::EventArgument<'_>>::of(__event) {
                    ::core::result::Result::Ok(__argument) => {
                        ::core::result::Result::Ok(Self::New(__argument))
                    }
                    ::core::result::Result::Err(__reason) => {
                        ::core::result::Result::Err(
                            __named.misfit("Followed::New", &__reason),
                        )
                    }
                };
            }
            ::core::result::Result::Err(__named.unknown(__EVENTS))
        }
    }
};
