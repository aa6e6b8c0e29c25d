const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl __heeus_sdk::ExtensionError for Never {
        fn code(&self) -> ::core::primitive::i32 {
            match *self {}
        }
        fn write_text(&self, __text: &mut __heeus_sdk::Text) {
            match *self {}
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Never {
        fn fmt(&self, __to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            __heeus_sdk::display(self, __to)
        }
    }
    #[automatically_derived]
    impl ::core::error::Error for Never {
        fn source(
            &self,
        ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            match *self {}
        }
    }
};
