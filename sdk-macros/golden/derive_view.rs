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
        type Of<'__of> = Totals<'__of>;
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const KIND: __heeus_sdk::EntityKind = __heeus_sdk::EntityKind::View;
        const STORAGE: __heeus_sdk::Storage = __heeus_sdk::Storage::View;
        const MARKS: &'static [__heeus_sdk::Mark] = &[
            __heeus_sdk::Mark::maybe(
                "Amount",
                <Amount as __heeus_sdk::ReadField<'_>>::WIRE,
                <Amount as __heeus_sdk::ReadField<'_>>::MAYBE || false,
            ),
            __heeus_sdk::Mark::maybe(
                "Note",
                <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::WIRE,
                <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::MAYBE || false,
            ),
        ];
        const KEY_MARKS: &'static [__heeus_sdk::Mark] = &[
            __heeus_sdk::Mark::maybe(
                "Customer",
                <Text<'run> as __heeus_sdk::KeyField<'_>>::WIRE,
                <Text<'run> as __heeus_sdk::KeyField<'_>>::MAYBE || false,
            ),
            __heeus_sdk::Mark::maybe(
                "Day",
                <Day as __heeus_sdk::KeyField<'_>>::WIRE,
                <Day as __heeus_sdk::KeyField<'_>>::MAYBE || false,
            ),
        ];
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Totals",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::mark(<Self as __heeus_sdk::Entity>::MARKS, 0),
                    <Amount as __heeus_sdk::ReadField<'_>>::KNOWN,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::mark(<Self as __heeus_sdk::Entity>::MARKS, 1),
                    <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::KNOWN,
                ),
            ],
        };
        const KEY_SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Totals",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::mark(<Self as __heeus_sdk::Entity>::KEY_MARKS, 0),
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::KNOWN,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::mark(<Self as __heeus_sdk::Entity>::KEY_MARKS, 1),
                    <Day as __heeus_sdk::KeyField<'_>>::KNOWN,
                ),
            ],
        };
        fn with_key<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Payload) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                take, < Self as __heeus_sdk::Entity > ::KEY_MARKS, 56, [< Text < 'run >
                as __heeus_sdk::KeyField < '_ >> ::to_put(& self.customer), < Day as
                __heeus_sdk::KeyField < '_ >> ::to_put(& self.day),]
            }
        }
        fn with_value<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Payload) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                take, < Self as __heeus_sdk::Entity > ::MARKS, 56, [< Amount as
                __heeus_sdk::ReadField < '_ >> ::to_put(& self.amount), < Maybe < Text <
                'run > > as __heeus_sdk::ReadField < '_ >> ::to_put(& self.note),]
            }
        }
        fn with_puts<__R>(
            &self,
            take: impl ::core::ops::FnOnce(
                &[__heeus_sdk::Put<'_>],
                &mut [__heeus_sdk::Put<'_>],
            ) -> __R,
        ) -> __R {
            take(
                &[
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::to_put(&self.customer),
                    <Day as __heeus_sdk::KeyField<'_>>::to_put(&self.day),
                ],
                &mut [
                    <Amount as __heeus_sdk::ReadField<'_>>::to_put(&self.amount),
                    <Maybe<Text<'run>> as __heeus_sdk::ReadField<'_>>::to_put(&self.note),
                ],
            )
        }
        fn assemble<'__of>(
            key: __heeus_sdk::RecordRef<'__of>,
            value: __heeus_sdk::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, __heeus_sdk::Error> {
            let key = __heeus_sdk::Fields::<
                2,
            >::of(
                key,
                <Self as __heeus_sdk::Entity>::KEY_MARKS,
                <Self as __heeus_sdk::Entity>::NAME,
            )?;
            let value = __heeus_sdk::Fields::<
                2,
            >::of(
                value,
                <Self as __heeus_sdk::Entity>::MARKS,
                <Self as __heeus_sdk::Entity>::NAME,
            )?;
            let _ = (&key, &value);
            let field_note = <Maybe<
                Text<'_>,
            > as __heeus_sdk::ReadField<'_>>::must(&value, 1)?;
            let field_amount = <Amount as __heeus_sdk::ReadField<'_>>::must(&value, 0)?;
            let field_day = <Day as __heeus_sdk::KeyField<'_>>::must(&key, 1)?;
            let field_customer = <Text<'_> as __heeus_sdk::KeyField<'_>>::must(&key, 0)?;
            ::core::result::Result::Ok(Totals {
                customer: field_customer,
                day: field_day,
                amount: field_amount,
                note: field_note,
            })
        }
        fn keep<'__of>(
            key: __heeus_sdk::RecordRef<'_>,
            value: __heeus_sdk::RecordRef<'_>,
            keep: impl ::core::ops::Fn(
                __heeus_sdk::RecordRef<'_>,
            ) -> __heeus_sdk::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, __heeus_sdk::Error> {
            let (key, value) = (keep(key), keep(value));
            Self::assemble(key, value)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::View for Totals<'run> {}
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
            take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Payload) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                take, const { & [__heeus_sdk::mark(< Totals < '__any > as
                __heeus_sdk::Entity > ::KEY_MARKS, 0),] }, 32, [< Text < 'run > as
                __heeus_sdk::KeyField < '_ >> ::to_put(& * self),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Totals<'__any>> for (Text<'run>, Day) {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Payload) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                take, < Totals < '__any > as __heeus_sdk::Entity > ::KEY_MARKS, 56, [<
                Text < 'run > as __heeus_sdk::KeyField < '_ >> ::to_put(& self.0), < Day
                as __heeus_sdk::KeyField < '_ >> ::to_put(& self.1),]
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
        fn eq(&self, other: &Self) -> ::core::primitive::bool {
            true
                && <Text<
                    'run,
                > as __heeus_sdk::KeyField<'_>>::is(&self.customer, &other.customer)
                && <Day as __heeus_sdk::KeyField<'_>>::is(&self.day, &other.day)
        }
    }
    #[automatically_derived]
    impl<'run> ::core::fmt::Debug for TotalsKey<'run> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            let mut all = ::core::fmt::Formatter::debug_struct(f, "TotalsKey");
            ::core::fmt::DebugStruct::field(
                &mut all,
                "customer",
                <Text<'run> as __heeus_sdk::KeyField<'_>>::shown(&self.customer),
            );
            ::core::fmt::DebugStruct::field(
                &mut all,
                "day",
                <Day as __heeus_sdk::KeyField<'_>>::shown(&self.day),
            );
            ::core::fmt::DebugStruct::finish(&mut all)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::ToRecord for TotalsKey<'run> {
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const MARKS: &'static [__heeus_sdk::Mark] = &[
            __heeus_sdk::Mark::maybe(
                "Customer",
                <Text<'run> as __heeus_sdk::KeyField<'_>>::WIRE,
                <Text<'run> as __heeus_sdk::KeyField<'_>>::MAYBE || false,
            ),
            __heeus_sdk::Mark::maybe(
                "Day",
                <Day as __heeus_sdk::KeyField<'_>>::WIRE,
                <Day as __heeus_sdk::KeyField<'_>>::MAYBE || false,
            ),
        ];
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "shop.Totals",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::mark(<Self as __heeus_sdk::ToRecord>::MARKS, 0),
                    <Text<'run> as __heeus_sdk::KeyField<'_>>::KNOWN,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::mark(<Self as __heeus_sdk::ToRecord>::MARKS, 1),
                    <Day as __heeus_sdk::KeyField<'_>>::KNOWN,
                ),
            ],
        };
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Payload for TotalsKey<'run> {
        fn write(&self, to: &mut __heeus_sdk::Out<'_>) {
            let mut write = |record: &dyn __heeus_sdk::Payload| __heeus_sdk::Payload::write(
                record,
                to,
            );
            __heeus_sdk::take_record! {
                write, < Self as __heeus_sdk::ToRecord > ::MARKS, 56, [< Text < 'run > as
                __heeus_sdk::KeyField < '_ >> ::to_put(& self.customer), < Day as
                __heeus_sdk::KeyField < '_ >> ::to_put(& self.day),]
            }
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Record<'run> for TotalsKey<'run> {
        fn from_record(
            record: __heeus_sdk::RecordRef<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            let fields = __heeus_sdk::Fields::<
                2,
            >::of(
                record,
                <Self as __heeus_sdk::ToRecord>::MARKS,
                <Self as __heeus_sdk::ToRecord>::NAME,
            )?;
            let _ = &fields;
            let field_day = <Day as __heeus_sdk::KeyField<'_>>::must(&fields, 1)?;
            let field_customer = <Text<
                'run,
            > as __heeus_sdk::KeyField<'_>>::must(&fields, 0)?;
            ::core::result::Result::Ok(Self {
                customer: field_customer,
                day: field_day,
            })
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Prefix<Totals<'__any>> for TotalsKey<'run> {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn __heeus_sdk::Payload) -> __R,
        ) -> __R {
            __heeus_sdk::take_record! {
                take, < Totals < '__any > as __heeus_sdk::Entity > ::KEY_MARKS, 56, [<
                Text < 'run > as __heeus_sdk::KeyField < '_ >> ::to_put(& self.customer),
                < Day as __heeus_sdk::KeyField < '_ >> ::to_put(& self.day),]
            }
        }
    }
    #[automatically_derived]
    impl<'run, '__any> __heeus_sdk::Key<Totals<'__any>> for TotalsKey<'run> {}
    const DECLARATION: &[::core::primitive::u8; 52] = &__heeus_sdk::with_types(
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
        DECLARATION
    }
};
