///Key of [`Totals`], a row of the view `shop.Totals`.
pub struct TotalsKey<'run> {
    /// Whose total it is.
    customer: Text<'run>,
    ///The key field `Day`.
    day: Day,
}
const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl<'run> __heeus_sdk::Entity for Totals<'run> {
        type WithLifetime<'__of> = Totals<'__of>;
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const KIND: __heeus_sdk::EntityKind = __heeus_sdk::EntityKind::View;
        const STORAGE: __heeus_sdk::Storage = __heeus_sdk::Storage::View;
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Amount",
                    <Amount as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(<Amount as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || false),
            __heeus_sdk::FieldDesc::new(
                    "Note",
                    <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(
                    <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL
                        || false,
                ),
        ];
        const KEY_FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Customer",
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::WIRE,
                )
                .optional(
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false,
                ),
            __heeus_sdk::FieldDesc::new("Day", <Day as __heeus_sdk::KeyField<'_>>::WIRE)
                .optional(<Day as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false),
        ];
        const KEY_ORDER: __heeus_sdk::KeyOrder = __heeus_sdk::KeyOrder {
            names: &["Customer", "Day"],
            partition_fields: 1,
        };
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Totals",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::Entity>::FIELDS, 0),
                    <Amount as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::Entity>::FIELDS, 1),
                    <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        const KEY_SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Totals",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(
                        <Self as __heeus_sdk::Entity>::KEY_FIELDS,
                        0,
                    ),
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(
                        <Self as __heeus_sdk::Entity>::KEY_FIELDS,
                        1,
                    ),
                    <Day as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        fn with_key<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Self as __heeus_sdk::Entity > ::KEY_FIELDS, 56, [< Text < 'run
                > as __heeus_sdk::KeyField < '_ >> ::to_value(& self.customer), < Day as
                __heeus_sdk::KeyField < '_ >> ::to_value(& self.day),]
            }
        }
        fn with_value<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Self as __heeus_sdk::Entity > ::FIELDS, 56, [< Amount as
                __heeus_sdk::ReadField < '_ >> ::to_value(& self.amount), < Maybe < Text
                < 'run > > as __heeus_sdk::ReadField < '_ >> ::to_value(& self.note),]
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
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::to_value(&self.customer),
                    <Day as __heeus_sdk::KeyField<'_>>::to_value(&self.day),
                ],
                &mut [
                    <Amount as __heeus_sdk::ReadField<'_>>::to_value(&self.amount),
                    <Maybe<
                        Text<'run>,
                    > as __heeus_sdk::ReadField<'_>>::to_value(&self.note),
                ],
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
                    && <Text<
                        'run,
                    > as __heeus_sdk::KeyField<
                        '_,
                    >>::is_same(&self.customer, &__other.customer)
                    && <Day as __heeus_sdk::KeyField<
                        '_,
                    >>::is_same(&self.day, &__other.day),
                &[
                    <Amount as __heeus_sdk::ReadField<
                        '_,
                    >>::is_same(&self.amount, &__other.amount),
                    <Maybe<
                        Text<'run>,
                    > as __heeus_sdk::ReadField<'_>>::is_same(&self.note, &__other.note),
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
            let mut __value_slots = __heeus_sdk::UnwrittenSlots::<2>::new();
            let __value = __heeus_sdk::FieldSlots::of(
                __value,
                <Self as __heeus_sdk::Entity>::FIELDS,
                <Self as __heeus_sdk::Entity>::NAME,
                &mut __value_slots,
            )?;
            let _ = (&__key, &__value);
            let __field_note = <Maybe<
                Text<'_>,
            > as __heeus_sdk::ReadField<'_>>::must(&__value, 1)?;
            let __field_amount = <Amount as __heeus_sdk::ReadField<
                '_,
            >>::must(&__value, 0)?;
            let __field_day = <Day as __heeus_sdk::KeyField<'_>>::must(&__key, 1)?;
            let __field_customer = <Text<
                '_,
            > as __heeus_sdk::KeyField<'_>>::must(&__key, 0)?;
            ::core::result::Result::Ok(Totals {
                customer: __field_customer,
                day: __field_day,
                amount: __field_amount,
                note: __field_note,
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
    impl<'run> __heeus_sdk::View for Totals<'run> {}
    #[automatically_derived]
    impl<'run> __heeus_sdk::Whole for Totals<'run> {}
    impl<'run> Totals<'run> {
        ///The row's key in the view `shop.Totals`.
        pub fn key(&self) -> TotalsKey<'run> {
            TotalsKey {
                customer: <Text<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::cloned(&self.customer),
                day: <Day as __heeus_sdk::KeyField<'_>>::cloned(&self.day),
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Totals<'__any>> for Text<'run> {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, const { & [__heeus_sdk::field_desc(< Totals < '__any > as
                __heeus_sdk::Entity > ::KEY_FIELDS, 0),] }, 32, [< Text < 'run > as
                __heeus_sdk::KeyField < '_ >> ::to_value(& * self),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Totals<'__any>> for (Text<'run>, Day) {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Totals < '__any > as __heeus_sdk::Entity > ::KEY_FIELDS, 56, [<
                Text < 'run > as __heeus_sdk::KeyField < '_ >> ::to_value(& self.0), <
                Day as __heeus_sdk::KeyField < '_ >> ::to_value(& self.1),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Key<Totals<'__any>> for (Text<'run>, Day) {}
    #[automatically_derived]
    impl<'run> ::core::clone::Clone for TotalsKey<'run> {
        fn clone(&self) -> Self {
            Self {
                customer: <Text<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::cloned(&self.customer),
                day: <Day as __heeus_sdk::KeyField<'_>>::cloned(&self.day),
            }
        }
    }
    impl<'run> ::core::cmp::PartialEq for TotalsKey<'run> {
        fn eq(&self, __other: &Self) -> ::core::primitive::bool {
            true
                && <Text<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::is(&self.customer, &__other.customer)
                && <Day as __heeus_sdk::KeyField<'_>>::is(&self.day, &__other.day)
        }
    }
    #[automatically_derived]
    impl<'run> ::core::fmt::Debug for TotalsKey<'run> {
        fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            let mut __all = ::core::fmt::Formatter::debug_struct(__f, "TotalsKey");
            ::core::fmt::DebugStruct::field(
                &mut __all,
                "customer",
                <Text<'run> as __heeus_sdk::KeyField<'_>>::as_debug(&self.customer),
            );
            ::core::fmt::DebugStruct::field(
                &mut __all,
                "day",
                <Day as __heeus_sdk::KeyField<'_>>::as_debug(&self.day),
            );
            ::core::fmt::DebugStruct::finish(&mut __all)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::ToRecord for TotalsKey<'run> {
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Customer",
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::WIRE,
                )
                .optional(
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false,
                ),
            __heeus_sdk::FieldDesc::new("Day", <Day as __heeus_sdk::KeyField<'_>>::WIRE)
                .optional(<Day as __heeus_sdk::KeyField<'_>>::IS_OPTIONAL || false),
        ];
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Totals",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 0),
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 1),
                    <Day as __heeus_sdk::KeyField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        fn same_record(&self, __other: &Self) -> ::core::primitive::bool {
            let _ = __other;
            true
                && <Text<
                    'run,
                > as __heeus_sdk::KeyField<
                    '_,
                >>::is_same(&self.customer, &__other.customer)
                && <Day as __heeus_sdk::KeyField<'_>>::is_same(&self.day, &__other.day)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Encode for TotalsKey<'run> {
        fn write(&self, __to: &mut __heeus_sdk::BlockWriter<'_>) {
            let mut __write = |__record: &dyn __heeus_sdk::Encode| __heeus_sdk::Encode::write(
                __record,
                __to,
            );
            __heeus_sdk::take_record! {
                __write, < Self as __heeus_sdk::ToRecord > ::FIELDS, 56, [< Text < 'run >
                as __heeus_sdk::KeyField < '_ >> ::to_value(& self.customer), < Day as
                __heeus_sdk::KeyField < '_ >> ::to_value(& self.day),]
            }
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Record<'run> for TotalsKey<'run> {
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
            let __field_day = <Day as __heeus_sdk::KeyField<'_>>::must(&__fields, 1)?;
            let __field_customer = <Text<
                'run,
            > as __heeus_sdk::KeyField<'_>>::must(&__fields, 0)?;
            ::core::result::Result::Ok(Self {
                customer: __field_customer,
                day: __field_day,
            })
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Totals<'__any>> for TotalsKey<'run> {
        fn with<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Encode) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                __take, < Totals < '__any > as __heeus_sdk::Entity > ::KEY_FIELDS, 56, [<
                Text < 'run > as __heeus_sdk::KeyField < '_ >> ::to_value(& self
                .customer), < Day as __heeus_sdk::KeyField < '_ >> ::to_value(& self
                .day),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Key<Totals<'__any>> for TotalsKey<'run> {}
    const __DECLARATION: &[::core::primitive::u8; 52] = &__heeus_sdk::with_types(
        *b"4\0\0\0\x03\x01\x0Bshop.Totals\x01\x02\0\x02\0\x01\x08Customer\x01\x03Day\x01\x06Amount\x01\x04Note",
        [
            (
                23,
                __heeus_sdk::type_at(<Totals<'_> as __heeus_sdk::Entity>::KEY_SHAPE, 0),
            ),
            (
                33,
                __heeus_sdk::type_at(<Totals<'_> as __heeus_sdk::Entity>::KEY_SHAPE, 1),
            ),
            (38, __heeus_sdk::type_at(<Totals<'_> as __heeus_sdk::Entity>::SHAPE, 0)),
            (46, __heeus_sdk::type_at(<Totals<'_> as __heeus_sdk::Entity>::SHAPE, 1)),
        ],
    );
    __heeus_sdk::manifest! {
        __DECLARATION
    }
};
