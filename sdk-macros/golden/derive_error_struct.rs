const _: () = {
    use facade::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl __heeus_sdk::ExtensionError for TooLate {
        fn code(&self) -> ::core::primitive::i32 {
            match self {
                Self { .. } => 409,
            }
        }
        fn write_text(&self, __text: &mut __heeus_sdk::Text) {
            let __last: &::core::primitive::str = match self {
                Self { late_by: __field_0, .. } => {
                    use __heeus_sdk::{WriteDirect as _, WriteFormatted as _};
                    (&__heeus_sdk::TextPart(__field_0)).write(__text);
                    " days late"
                }
            };
            __text.push(__last);
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for TooLate {
        fn fmt(&self, __to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __heeus_sdk::display(self, __to)
        }
    }
    #[automatically_derived]
    impl ::core::error::Error for TooLate {
        fn source(
            &self,
        ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            match self {
                Self { .. } => ::core::option::Option::None,
            }
        }
    }
};
