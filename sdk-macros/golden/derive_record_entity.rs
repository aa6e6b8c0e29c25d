const _: () = {
    #[automatically_derived]
    impl ::heeus_sdk::__private::Entity for Article {
        type Of<'__of> = Article;
        const NAME: &'static ::core::primitive::str = "shop.Article";
        const KIND: ::heeus_sdk::__private::EntityKind = ::heeus_sdk::__private::EntityKind::Record;
        const STORAGE: ::heeus_sdk::__private::Storage = ::heeus_sdk::__private::Storage::Record;
        const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Name",
                <Name as ::heeus_sdk::__private::ToField>::TYPE,
                <Name as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
        ];
        const KEY_MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "ID",
                <RecordId as ::heeus_sdk::__private::IdField>::TYPE,
                <RecordId as ::heeus_sdk::__private::IdField>::OPTIONAL || false,
            ),
        ];
        const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Article",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::MARKS[0],
                    <Name as ::heeus_sdk::__private::ToField>::SHAPE,
                ),
            ],
        };
        const KEY_SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Article",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS[0],
                    <RecordId as ::heeus_sdk::__private::IdField>::SHAPE,
                ),
            ],
        };
        fn with_key<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Self as ::heeus_sdk::__private::Entity > ::KEY_MARKS, 32, [<
                RecordId as ::heeus_sdk::__private::IdField > ::put(& self.id),]
            }
        }
        fn with_value<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Self as ::heeus_sdk::__private::Entity > ::MARKS, 32, [< Name as
                ::heeus_sdk::__private::ToField > ::put(& self.name),]
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
                &[<RecordId as ::heeus_sdk::__private::IdField>::put(&self.id)],
                &mut [<Name as ::heeus_sdk::__private::ToField>::put(&self.name)],
            )
        }
        fn assemble<'__of>(
            key: ::heeus_sdk::__private::RecordRef<'__of>,
            value: ::heeus_sdk::__private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, ::heeus_sdk::__private::Error> {
            let key = ::heeus_sdk::__private::Fields::<
                1,
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
            let field_name = <Name as ::heeus_sdk::__private::ReadField<
                '_,
            >>::must(&value, 0)?;
            let field_id = <RecordId as ::heeus_sdk::__private::ReadField<
                '_,
            >>::must(&key, 0)?;
            ::core::result::Result::Ok(Article {
                id: field_id,
                name: field_name,
            })
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
    impl ::heeus_sdk::__private::RecordEntity for Article {}
    impl ::heeus_sdk::__private::Prefix<Article> for () {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, & [], 8, []
            }
        }
    }
    impl ::heeus_sdk::__private::Prefix<Article> for RecordId {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Article as ::heeus_sdk::__private::Entity > ::KEY_MARKS, 32, [<
                RecordId as ::heeus_sdk::__private::IdField > ::put(& * self),]
            }
        }
    }
    impl ::heeus_sdk::__private::Key<Article> for RecordId {}
    const DECLARATION: &[::core::primitive::u8; 34] = &::heeus_sdk::__private::with_types(
        *b"\"\0\0\0\x03\x02\x0Cshop.Article\0\x01\0\x01\0\t\x02ID\t\x04Name",
        [
            (24, <Article as ::heeus_sdk::__private::Entity>::KEY_SHAPE.fields[0].ty),
            (28, <Article as ::heeus_sdk::__private::Entity>::SHAPE.fields[0].ty),
        ],
    );
    ::heeus_sdk::__private::manifest! {
        DECLARATION
    }
};
