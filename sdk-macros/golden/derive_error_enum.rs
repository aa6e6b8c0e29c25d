const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl<'run> __heeus_sdk::ExtensionError for OrderError<'run> {
        fn code(&self) -> ::core::primitive::i32 {
            match self {
                Self::NoItems { .. } => 400,
                #[cfg(feature = "stock")]
                Self::Shortage { .. } => CONFLICT,
                Self::Pair { .. } => 400,
                Self::Failed { .. } => 400,
                Self::Inner { .. } => 500,
                Self::State { 0: __field_0, .. } => {
                    __heeus_sdk::ExtensionError::code(__field_0)
                }
            }
        }
        fn write_text(&self, __text: &mut __heeus_sdk::Text) {
            let __last: &::core::primitive::str = match self {
                Self::NoItems { .. } => "no items",
                #[cfg(feature = "stock")]
                Self::Shortage { left: __field_0, name: __field_1, .. } => {
                    use __heeus_sdk::{WriteDirect as _, WriteFormatted as _};
                    __text.push("only ");
                    (&__heeus_sdk::TextPart(__field_0)).write(__text);
                    __text.push(" of ");
                    (&__heeus_sdk::TextPart(__field_1)).write(__text);
                    ""
                }
                Self::Pair { 0: __field_0, 1: __field_1, .. } => {
                    use __heeus_sdk::{WriteDirect as _, WriteFormatted as _};
                    (&__heeus_sdk::TextPart(__field_0)).write(__text);
                    __text.push(" {} ");
                    (&__heeus_sdk::TextPart(__field_1)).write(__text);
                    (&__heeus_sdk::TextPart(__field_0)).write(__text);
                    ""
                }
                Self::Failed { .. } => "failed",
                Self::Inner { 0: __field_0, .. } => {
                    __heeus_sdk::ExtensionError::write_text(__field_0, __text);
                    ""
                }
                Self::State { 0: __field_0, .. } => {
                    __heeus_sdk::ExtensionError::write_text(__field_0, __text);
                    ""
                }
            };
            __text.push(__last);
        }
    }
    #[automatically_derived]
    impl<'run> ::core::fmt::Display for OrderError<'run> {
        fn fmt(&self, __to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __heeus_sdk::display(self, __to)
        }
    }
    #[automatically_derived]
    impl<'run> ::core::error::Error for OrderError<'run> {
        fn source(
            &self,
        ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            match self {
                Self::NoItems { .. } => ::core::option::Option::None,
                #[cfg(feature = "stock")]
                Self::Shortage { .. } => ::core::option::Option::None,
                Self::Pair { .. } => ::core::option::Option::None,
                Self::Failed { 0: __field_0, .. } => {
                    ::core::option::Option::Some(__field_0)
                }
                Self::Inner { 0: __field_0, .. } => {
                    ::core::error::Error::source(__field_0)
                }
                Self::State { 0: __field_0, .. } => {
                    ::core::error::Error::source(__field_0)
                }
            }
        }
    }
    #[automatically_derived]
    impl<'run> ::core::convert::From<State> for OrderError<'run> {
        fn from(__source: State) -> Self {
            Self::State { 0: __source }
        }
    }
};
