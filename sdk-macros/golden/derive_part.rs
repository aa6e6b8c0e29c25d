///Key of [`Amount`], a row of the view of [`shop::Totals`].
pub struct AmountKey<'run> {
    ///The key field `Year`.
    year: Year,
    ///The key field `Article`.
    article: Article<'run>,
}
const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl<'run> __heeus_sdk::Entity for Amount<'run> {
        type WithLifetime<'__of> = Amount<'__of>;
        const NAME: &'static ::core::primitive::str = <shop::Totals as __heeus_sdk::Entity>::NAME;
        const KIND: __heeus_sdk::EntityKind = __heeus_sdk::EntityKind::View;
        const STORAGE: __heeus_sdk::Storage = __heeus_sdk::Storage::View;
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Amount",
                    <Sum as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(<Sum as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || false),
        ];
        const KEY_FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Article",
                    <Article<'run> as __heeus_sdk::KeyField<'_>>::WIRE,
                )
                .optional(
                    <Article<'run> as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false,
                ),
            __heeus_sdk::FieldDesc::new(
                    "Year",
                    <Year as __heeus_sdk::KeyField<'_>>::WIRE,
                )
                .optional(<Year as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false),
        ];
        const KEY_ORDER: __heeus_sdk::KeyOrder = __heeus_sdk::KeyOrder {
            names: &["Year", "Article"],
            partition_fields: 1,
        };
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: <shop::Totals as __heeus_sdk::Entity>::NAME,
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::Entity>::FIELDS, 0),
                    <Sum as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        const KEY_SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: <shop::Totals as __heeus_sdk::Entity>::NAME,
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(
                        <Self as __heeus_sdk::Entity>::KEY_FIELDS,
                        0,
                    ),
                    <Article<'run> as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(
                        <Self as __heeus_sdk::Entity>::KEY_FIELDS,
                        1,
                    ),
                    <Year as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        fn with_key<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Self as __heeus_sdk::Entity > ::KEY_FIELDS, 56, [< Article <
                'run > as __heeus_sdk::KeyField < '_ >> ::to_value(& self.article), <
                Year as __heeus_sdk::KeyField < '_ >> ::to_value(& self.year),]
            }
        }
        fn with_value<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Self as __heeus_sdk::Entity > ::FIELDS, 32, [< Sum as
                __heeus_sdk::ReadField < '_ >> ::to_value(& self.amount),]
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
                &[
                    <Article<
                        'run,
                    > as __heeus_sdk::KeyField<'_>>::to_value(&self.article),
                    <Year as __heeus_sdk::KeyField<'_>>::to_value(&self.year),
                ],
                &mut [<Sum as __heeus_sdk::ReadField<'_>>::to_value(&self.amount)],
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
                    && <Article<
                        'run,
                    > as __heeus_sdk::KeyField<
                        '_,
                    >>::is_same(&self.article, &__other.article)
                    && <Year as __heeus_sdk::KeyField<
                        '_,
                    >>::is_same(&self.year, &__other.year),
                &[
                    <Sum as __heeus_sdk::ReadField<
                        '_,
                    >>::is_same(&self.amount, &__other.amount),
                ],
            )
        }
        fn assemble<'__of>(
            __key: __heeus_sdk::RecordRef<'__of>,
            __value: __heeus_sdk::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, __heeus_sdk::Error> {
            let mut __key_slots = __heeus_sdk::UnwrittenSlots::<2>::new();
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
            let __field_amount = <Sum as __heeus_sdk::ReadField<'_>>::must(&__value, 0)?;
            let __field_article = <Article<
                '_,
            > as __heeus_sdk::KeyField<'_>>::must(&__key, 0)?;
            let __field_year = <Year as __heeus_sdk::KeyField<'_>>::must(&__key, 1)?;
            ::core::result::Result::Ok(Amount {
                article: __field_article,
                year: __field_year,
                amount: __field_amount,
            })
        }
        fn assemble_copied<'__of>(
            __key: __heeus_sdk::RecordRef<'_>,
            __value: __heeus_sdk::RecordRef<'_>,
            __copy: impl ::core::ops::Fn(
                __heeus_sdk::RecordRef<'_>,
            ) -> __heeus_sdk::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, __heeus_sdk::Error> {
            let (__key, __value) = (__copy(__key), __copy(__value));
            Self::assemble(__key, __value)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::View for Amount<'run> {}
    impl<'run> Amount<'run> {
        ///The row's key in the view of [`shop::Totals`].
        pub fn key(&self) -> AmountKey<'run> {
            AmountKey {
                year: <Year as __heeus_sdk::KeyField<'_>>::cloned(&self.year),
                article: <Article<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::cloned(&self.article),
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Amount<'__any>> for Year {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, const { & [__heeus_sdk::field_desc(< Amount < '__any > as
                __heeus_sdk::Entity > ::KEY_FIELDS, 1),] }, 32, [< Year as
                __heeus_sdk::KeyField < '_ >> ::to_value(& * self),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Amount<'__any>> for (Year, Article<'run>) {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Amount < '__any > as __heeus_sdk::Entity > ::KEY_FIELDS, 56, [<
                Article < 'run > as __heeus_sdk::KeyField < '_ >> ::to_value(& self.1), <
                Year as __heeus_sdk::KeyField < '_ >> ::to_value(& self.0),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Key<Amount<'__any>> for (Year, Article<'run>) {}
    #[automatically_derived]
    impl<'run> ::core::clone::Clone for AmountKey<'run> {
        fn clone(&self) -> Self {
            Self {
                year: <Year as __heeus_sdk::KeyField<'_>>::cloned(&self.year),
                article: <Article<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::cloned(&self.article),
            }
        }
    }
    impl<'run> ::core::cmp::PartialEq for AmountKey<'run> {
        fn eq(&self, __other: &Self) -> ::core::primitive::bool {
            true && <Year as __heeus_sdk::KeyField<'_>>::is(&self.year, &__other.year)
                && <Article<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::is(&self.article, &__other.article)
        }
    }
    #[automatically_derived]
    impl<'run> ::core::fmt::Debug for AmountKey<'run> {
        fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            let mut __all = ::core::fmt::Formatter::debug_struct(__f, "AmountKey");
            ::core::fmt::DebugStruct::field(
                &mut __all,
                "year",
                <Year as __heeus_sdk::KeyField<'_>>::as_debug(&self.year),
            );
            ::core::fmt::DebugStruct::field(
                &mut __all,
                "article",
                <Article<'run> as __heeus_sdk::KeyField<'_>>::as_debug(&self.article),
            );
            ::core::fmt::DebugStruct::finish(&mut __all)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::ToRecord for AmountKey<'run> {
        const NAME: &'static ::core::primitive::str = <shop::Totals as __heeus_sdk::Entity>::NAME;
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Article",
                    <Article<'run> as __heeus_sdk::KeyField<'_>>::WIRE,
                )
                .optional(
                    <Article<'run> as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false,
                ),
            __heeus_sdk::FieldDesc::new(
                    "Year",
                    <Year as __heeus_sdk::KeyField<'_>>::WIRE,
                )
                .optional(<Year as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false),
        ];
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: <shop::Totals as __heeus_sdk::Entity>::NAME,
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 0),
                    <Article<'run> as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 1),
                    <Year as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        fn same_record(&self, __other: &Self) -> ::core::primitive::bool {
            let _ = __other;
            true
                && <Article<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::is_same(&self.article, &__other.article)
                && <Year as __heeus_sdk::KeyField<
                    '_,
                >>::is_same(&self.year, &__other.year)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Encode for AmountKey<'run> {
        fn write(&self, __to: &mut __heeus_sdk::BlockWriter<'_>) {
            let mut __write = |__record: &dyn __heeus_sdk::Encode| __heeus_sdk::Encode::write(
                __record,
                __to,
            );
            __heeus_sdk::take_record! {
                __write, < Self as __heeus_sdk::ToRecord > ::FIELDS, 56, [< Article <
                'run > as __heeus_sdk::KeyField < '_ >> ::to_value(& self.article), <
                Year as __heeus_sdk::KeyField < '_ >> ::to_value(& self.year),]
            }
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Record<'run> for AmountKey<'run> {
        fn from_record(
            __record: __heeus_sdk::RecordRef<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            let mut __slots = __heeus_sdk::UnwrittenSlots::<2>::new();
            let __fields = __heeus_sdk::FieldSlots::of(
                __record,
                <Self as __heeus_sdk::ToRecord>::FIELDS,
                <Self as __heeus_sdk::ToRecord>::NAME,
                &mut __slots,
            )?;
            let _ = &__fields;
            let __field_article = <Article<
                'run,
            > as __heeus_sdk::KeyField<'_>>::must(&__fields, 0)?;
            let __field_year = <Year as __heeus_sdk::KeyField<'_>>::must(&__fields, 1)?;
            ::core::result::Result::Ok(Self {
                article: __field_article,
                year: __field_year,
            })
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Amount<'__any>> for AmountKey<'run> {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Amount < '__any > as __heeus_sdk::Entity > ::KEY_FIELDS, 56, [<
                Article < 'run > as __heeus_sdk::KeyField < '_ >> ::to_value(& self
                .article), < Year as __heeus_sdk::KeyField < '_ >> ::to_value(& self
                .year),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Key<Amount<'__any>> for AmountKey<'run> {}
    const _: () = ::core::assert!(
        __heeus_sdk::has_same_key((< shop::Totals as __heeus_sdk::Entity > ::KIND, <
        shop::Totals as __heeus_sdk::Entity > ::KEY_ORDER, < shop::Totals as
        __heeus_sdk::Entity > ::KEY_FIELDS), (< Amount < '_ > as __heeus_sdk::Entity >
        ::KIND, < Amount < '_ > as __heeus_sdk::Entity > ::KEY_ORDER, < Amount < '_ > as
        __heeus_sdk::Entity > ::KEY_FIELDS),),
        "a part has the key of the whole: the fields of the key of `shop::Totals`, with their types and in their order"
    );
    const _: () = ::core::assert!(
        __heeus_sdk::has_field(< shop::Totals as __heeus_sdk::Entity > ::FIELDS, &
        __heeus_sdk::field_desc(< Amount < '_ > as __heeus_sdk::Entity > ::FIELDS, 0)),
        "a part has fields of the whole: `shop::Totals` has no field `Amount` of the type `Sum`, or the field is optional in one of both only"
    );
};
