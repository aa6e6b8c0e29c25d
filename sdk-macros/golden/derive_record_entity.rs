const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl __heeus_sdk::Entity for Article {
        type WithLifetime<'__of> = Article;
        const NAME: &'static ::core::primitive::str = "shop.Article";
        const KIND: __heeus_sdk::EntityKind = __heeus_sdk::EntityKind::Record;
        const STORAGE: __heeus_sdk::Storage = __heeus_sdk::Storage::Record;
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Name",
                    <Name as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(<Name as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || false),
        ];
        const KEY_FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new("ID", <RecordId as __heeus_sdk::IdField>::WIRE)
                .optional(<RecordId as __heeus_sdk::IdField>::IS_OPTIONAL || false),
        ];
        const KEY_ORDER: __heeus_sdk::KeyOrder = __heeus_sdk::KeyOrder {
            names: &["ID"],
            partition_fields: 0,
        };
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Article",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::Entity>::FIELDS, 0),
                    <Name as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        const KEY_SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Article",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(
                        <Self as __heeus_sdk::Entity>::KEY_FIELDS,
                        0,
                    ),
                    <RecordId as __heeus_sdk::IdField>::FIELD_SHAPE,
                ),
            ],
        };
        fn with_key<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Self as __heeus_sdk::Entity > ::KEY_FIELDS, 32, [< RecordId as
                __heeus_sdk::IdField > ::to_value(& self.id),]
            }
        }
        fn with_value<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Self as __heeus_sdk::Entity > ::FIELDS, 32, [< Name as
                __heeus_sdk::ReadField < '_ >> ::to_value(& self.name),]
            }
        }
        fn with_values<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(
                &[__heeus_sdk::FieldValue<'_>],
                &mut [__heeus_sdk::FieldValue<'_>],
            ) -> __R,
        ) -> __R {
            __take(
                &[<RecordId as __heeus_sdk::IdField>::to_value(&self.id)],
                &mut [<Name as __heeus_sdk::ReadField<'_>>::to_value(&self.name)],
            )
        }
        fn compare<__R>(
            &self,
            __other: &Self,
            __take: impl ::core::ops::FnOnce(
                ::core::primitive::bool,
                &[::core::primitive::bool],
            ) -> __R,
        ) -> __R {
            let _ = __other;
            __take(
                true
                    && <RecordId as __heeus_sdk::IdField>::is_same(
                        &self.id,
                        &__other.id,
                    ),
                &[
                    <Name as __heeus_sdk::ReadField<
                        '_,
                    >>::is_same(&self.name, &__other.name),
                ],
            )
        }
        fn assemble<'__of>(
            __key: __heeus_sdk::RecordRef<'__of>,
            __value: __heeus_sdk::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, __heeus_sdk::Error> {
            let mut __key_slots = __heeus_sdk::UnwrittenSlots::<1>::new();
            let __key = __heeus_sdk::FieldSlots::of(
                __key,
                <Self as __heeus_sdk::Entity>::KEY_FIELDS,
                <Self as __heeus_sdk::Entity>::NAME,
                &mut __key_slots,
            )?;
            let mut __value_slots = __heeus_sdk::UnwrittenSlots::<1>::new();
            let __value = __heeus_sdk::FieldSlots::of(
                __value,
                <Self as __heeus_sdk::Entity>::FIELDS,
                <Self as __heeus_sdk::Entity>::NAME,
                &mut __value_slots,
            )?;
            let _ = (&__key, &__value);
            let __field_name = <Name as __heeus_sdk::ReadField<'_>>::must(&__value, 0)?;
            let __field_id = <RecordId as __heeus_sdk::IdField>::must(&__key, 0)?;
            ::core::result::Result::Ok(Article {
                id: __field_id,
                name: __field_name,
            })
        }
        fn assemble_copied<'__of>(
            __key: __heeus_sdk::RecordRef<'_>,
            __value: __heeus_sdk::RecordRef<'_>,
            __copy: impl ::core::ops::Fn(
                __heeus_sdk::RecordRef<'_>,
            ) -> __heeus_sdk::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, __heeus_sdk::Error> {
            let _ = __copy;
            Self::assemble(__key, __value)
        }
    }
    #[automatically_derived]
    impl __heeus_sdk::RecordEntity for Article {}
    #[automatically_derived]
    impl __heeus_sdk::Whole for Article {}
    #[automatically_derived]
    impl __heeus_sdk::Prefix<Article> for RecordId {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Article as __heeus_sdk::Entity > ::KEY_FIELDS, 32, [< RecordId
                as __heeus_sdk::IdField > ::to_value(& * self),]
            }
        }
    }
    #[automatically_derived]
    impl __heeus_sdk::Key<Article> for RecordId {}
    const __DECLARATION: &[::core::primitive::u8; 34] = &__heeus_sdk::with_types(
        *b"\"\0\0\0\x03\x02\x0Cshop.Article\0\x01\0\x01\0\t\x02ID\t\x04Name",
        [
            (24, __heeus_sdk::type_at(<Article as __heeus_sdk::Entity>::KEY_SHAPE, 0)),
            (28, __heeus_sdk::type_at(<Article as __heeus_sdk::Entity>::SHAPE, 0)),
        ],
    );
    __heeus_sdk::manifest! {
        __DECLARATION
    }
};
