const _: () = {
    #[automatically_derived]
    impl ::heeus_sdk::__private::Entity for Config {
        type Of<'__of> = Config;
        const NAME: &'static ::core::primitive::str = "shop.Config";
        const KIND: ::heeus_sdk::__private::EntityKind = ::heeus_sdk::__private::EntityKind::Singleton;
        const STORAGE: ::heeus_sdk::__private::Storage = ::heeus_sdk::__private::Storage::Record;
        const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Currency",
                <Name as ::heeus_sdk::__private::ToField>::TYPE,
                <Name as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
        ];
        const KEY_MARKS: &'static [::heeus_sdk::__private::Mark] = &[];
        const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Config",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::MARKS[0],
                    <Name as ::heeus_sdk::__private::ToField>::SHAPE,
                ),
            ],
        };
        const KEY_SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Config",
            fields: &[],
        };
        fn with_key<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Self as ::heeus_sdk::__private::Entity > ::KEY_MARKS, 8, []
            }
        }
        fn with_value<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Self as ::heeus_sdk::__private::Entity > ::MARKS, 32, [< Name as
                ::heeus_sdk::__private::ToField > ::put(& self.currency),]
            }
        }
        fn with_puts<__R>(
            &self,
            take: impl ::core::ops::FnOnce(
                &[::heeus_sdk::__private::Put<'_>],
                &mut [::heeus_sdk::__private::Put<'_>],
            ) -> __R,
        ) -> __R {
            take(
                &[],
                &mut [<Name as ::heeus_sdk::__private::ToField>::put(&self.currency)],
            )
        }
        fn assemble<'__of>(
            key: ::heeus_sdk::__private::RecordRef<'__of>,
            value: ::heeus_sdk::__private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, ::heeus_sdk::__private::Error> {
            let key = ::heeus_sdk::__private::Fields::<
                0,
            >::of(
                key,
                <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                <Self as ::heeus_sdk::__private::Entity>::NAME,
            )?;
            let value = ::heeus_sdk::__private::Fields::<
                1,
            >::of(
                value,
                <Self as ::heeus_sdk::__private::Entity>::MARKS,
                <Self as ::heeus_sdk::__private::Entity>::NAME,
            )?;
            let _ = (&key, &value);
            let field_currency = <Name as ::heeus_sdk::__private::ReadField<
                '_,
            >>::must(&value, 0)?;
            ::core::result::Result::Ok(Config { currency: field_currency })
        }
        fn keep<'__of>(
            key: ::heeus_sdk::__private::RecordRef<'_>,
            value: ::heeus_sdk::__private::RecordRef<'_>,
            keep: impl ::core::ops::Fn(
                ::heeus_sdk::__private::RecordRef<'_>,
            ) -> ::heeus_sdk::__private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, ::heeus_sdk::__private::Error> {
            let _ = keep;
            Self::assemble(key, value)
        }
    }
    #[automatically_derived]
    impl ::heeus_sdk::__private::Singleton for Config {}
    impl ::heeus_sdk::__private::Prefix<Config> for () {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Config as ::heeus_sdk::__private::Entity > ::KEY_MARKS, 8, []
            }
        }
    }
    impl ::heeus_sdk::__private::Key<Config> for () {}
    const DECLARATION: &[::core::primitive::u8; 33] = &::heeus_sdk::__private::with_types(
        *b"!\0\0\0\x03\x03\x0Bshop.Config\0\0\0\x01\0\x01\x08Currency",
        [(23, <Config as ::heeus_sdk::__private::Entity>::SHAPE.fields[0].ty)],
    );
    ::heeus_sdk::__private::manifest! {
        DECLARATION
    }
};
