const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    const __EVENTS: &__heeus_sdk::EventNames = &__heeus_sdk::EventNames {
        of: "Followed",
        names: &["NewOrder", #[cfg(feature = "crm")] "crm.Cancel", "crm.Pause"],
        has_other: true,
    };
    #[automatically_derived]
    impl<'a> __heeus_sdk::EventArgument<'a> for Followed<'a> {
        const EVENTS: ::core::option::Option<&'static __heeus_sdk::EventNames> = ::core::option::Option::Some(
            __EVENTS,
        );
        fn of(
            __event: &__heeus_sdk::WasmStateElement<'a>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            let __named = __heeus_sdk::NamedEvent::of(__event)?;
            #[cfg(feature = "crm")]
            if __named.is("crm.Cancel", true) {
                return match <r#mod::Cancel as __heeus_sdk::EventArgument<
                    '_,
                >>::of(__event) {
                    ::core::result::Result::Ok(__argument) => {
                        ::core::result::Result::Ok(Self::Cancel(__argument))
                    }
                    ::core::result::Result::Err(__reason) => {
                        ::core::result::Result::Err(
                            __named.misfit("Followed::Cancel", &__reason),
                        )
                    }
                };
            }
            if __named.is("crm.Pause", true) {
                return ::core::result::Result::Ok(Self::r#Pause);
            }
            if __named.is("NewOrder", false) {
                return match <Order<'a> as __heeus_sdk::EventArgument<'_>>::of(__event) {
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
            ::core::result::Result::Ok(Self::Other)
        }
    }
};
