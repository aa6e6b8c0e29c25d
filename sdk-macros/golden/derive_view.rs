///Key of [`Totals`], a row of the view `shop.Totals`.
pub struct TotalsKey<'run> {
    /// Whose total it is.
    pub customer: Text<'run>,
    ///The key field `Day`.
    pub day: Day,
}
impl<'run> Totals<'run> {
    ///The row's key in the view `shop.Totals`.
    #[allow(dead_code, reason = "not every extension needs the key of a row")]
    pub fn key(&self) -> TotalsKey<'run> {
        TotalsKey {
            customer: <Text<
                'run,
            > as ::heeus_sdk::__private::KeyField>::cloned(&self.customer),
            day: <Day as ::heeus_sdk::__private::KeyField>::cloned(&self.day),
        }
    }
}
const _: () = {
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::Entity for Totals<'run> {
        type Of<'__of> = Totals<'__of>;
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const KIND: ::heeus_sdk::__private::EntityKind = ::heeus_sdk::__private::EntityKind::View;
        const STORAGE: ::heeus_sdk::__private::Storage = ::heeus_sdk::__private::Storage::View;
        const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Amount",
                <Amount as ::heeus_sdk::__private::ToField>::TYPE,
                <Amount as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
            ::heeus_sdk::__private::Mark::maybe(
                "Note",
                <Maybe<Text<'run>> as ::heeus_sdk::__private::ToField>::TYPE,
                <Maybe<Text<'run>> as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
        ];
        const KEY_MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Customer",
                <Text<'run> as ::heeus_sdk::__private::KeyField>::TYPE,
                <Text<'run> as ::heeus_sdk::__private::KeyField>::OPTIONAL || false,
            ),
            ::heeus_sdk::__private::Mark::maybe(
                "Day",
                <Day as ::heeus_sdk::__private::KeyField>::TYPE,
                <Day as ::heeus_sdk::__private::KeyField>::OPTIONAL || false,
            ),
        ];
        const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Totals",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::MARKS[0],
                    <Amount as ::heeus_sdk::__private::ToField>::SHAPE,
                ),
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::MARKS[1],
                    <Maybe<Text<'run>> as ::heeus_sdk::__private::ToField>::SHAPE,
                ),
            ],
        };
        const KEY_SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Totals",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS[0],
                    <Text<'run> as ::heeus_sdk::__private::KeyField>::SHAPE,
                ),
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS[1],
                    <Day as ::heeus_sdk::__private::KeyField>::SHAPE,
                ),
            ],
        };
        fn with_key<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Self as ::heeus_sdk::__private::Entity > ::KEY_MARKS, 56, [< Text
                < 'run > as ::heeus_sdk::__private::KeyField > ::put(& self.customer), <
                Day as ::heeus_sdk::__private::KeyField > ::put(& self.day),]
            }
        }
        fn with_value<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Self as ::heeus_sdk::__private::Entity > ::MARKS, 56, [< Amount
                as ::heeus_sdk::__private::ToField > ::put(& self.amount), < Maybe < Text
                < 'run > > as ::heeus_sdk::__private::ToField > ::put(& self.note),]
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
                &[
                    <Text<
                        'run,
                    > as ::heeus_sdk::__private::KeyField>::put(&self.customer),
                    <Day as ::heeus_sdk::__private::KeyField>::put(&self.day),
                ],
                &mut [
                    <Amount as ::heeus_sdk::__private::ToField>::put(&self.amount),
                    <Maybe<
                        Text<'run>,
                    > as ::heeus_sdk::__private::ToField>::put(&self.note),
                ],
            )
        }
        fn assemble<'__of>(
            key: ::heeus_sdk::__private::RecordRef<'__of>,
            value: ::heeus_sdk::__private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, ::heeus_sdk::__private::Error> {
            let key = ::heeus_sdk::__private::Fields::<
                2,
            >::of(
                key,
                <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                <Self as ::heeus_sdk::__private::Entity>::NAME,
            )?;
            let value = ::heeus_sdk::__private::Fields::<
                2,
            >::of(
                value,
                <Self as ::heeus_sdk::__private::Entity>::MARKS,
                <Self as ::heeus_sdk::__private::Entity>::NAME,
            )?;
            let _ = (&key, &value);
            let field_note = <Maybe<
                Text<'_>,
            > as ::heeus_sdk::__private::ReadField<'_>>::must(&value, 1)?;
            let field_amount = <Amount as ::heeus_sdk::__private::ReadField<
                '_,
            >>::must(&value, 0)?;
            let field_day = <Day as ::heeus_sdk::__private::ReadField<
                '_,
            >>::must(&key, 1)?;
            let field_customer = <Text<
                '_,
            > as ::heeus_sdk::__private::ReadField<'_>>::must(&key, 0)?;
            ::core::result::Result::Ok(Totals {
                customer: field_customer,
                day: field_day,
                amount: field_amount,
                note: field_note,
            })
        }
        fn keep<'__of>(
            key: ::heeus_sdk::__private::RecordRef<'_>,
            value: ::heeus_sdk::__private::RecordRef<'_>,
            keep: impl ::core::ops::Fn(
                ::heeus_sdk::__private::RecordRef<'_>,
            ) -> ::heeus_sdk::__private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::Of<'__of>, ::heeus_sdk::__private::Error> {
            let (key, value) = (keep(key), keep(value));
            Self::assemble(key, value)
        }
    }
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::View for Totals<'run> {}
    impl<'run, '__any> ::heeus_sdk::__private::Prefix<Totals<'__any>> for () {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, & [], 8, []
            }
        }
    }
    impl<'run, '__any> ::heeus_sdk::__private::Prefix<Totals<'__any>> for Text<'run> {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, & [< Totals < '__any > as ::heeus_sdk::__private::Entity >
                ::KEY_MARKS[0],], 32, [< Text < 'run > as
                ::heeus_sdk::__private::KeyField > ::put(& * self),]
            }
        }
    }
    impl<'run, '__any> ::heeus_sdk::__private::Prefix<Totals<'__any>>
    for (Text<'run>, Day) {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Totals < '__any > as ::heeus_sdk::__private::Entity >
                ::KEY_MARKS, 56, [< Text < 'run > as ::heeus_sdk::__private::KeyField >
                ::put(& self.0), < Day as ::heeus_sdk::__private::KeyField > ::put(& self
                .1),]
            }
        }
    }
    impl<'run, '__any> ::heeus_sdk::__private::Key<Totals<'__any>>
    for (Text<'run>, Day) {}
    #[automatically_derived]
    impl<'run> ::core::clone::Clone for TotalsKey<'run> {
        fn clone(&self) -> Self {
            Self {
                customer: <Text<
                    'run,
                > as ::heeus_sdk::__private::KeyField>::cloned(&self.customer),
                day: <Day as ::heeus_sdk::__private::KeyField>::cloned(&self.day),
            }
        }
    }
    #[automatically_derived]
    impl<'run> ::core::cmp::PartialEq for TotalsKey<'run> {
        fn eq(&self, other: &Self) -> ::core::primitive::bool {
            true
                && <Text<
                    'run,
                > as ::heeus_sdk::__private::KeyField>::is(
                    &self.customer,
                    &other.customer,
                ) && <Day as ::heeus_sdk::__private::KeyField>::is(&self.day, &other.day)
        }
    }
    #[automatically_derived]
    impl<'run> ::core::fmt::Debug for TotalsKey<'run> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("TotalsKey")
                .field(
                    "customer",
                    <Text<
                        'run,
                    > as ::heeus_sdk::__private::KeyField>::shown(&self.customer),
                )
                .field(
                    "day",
                    <Day as ::heeus_sdk::__private::KeyField>::shown(&self.day),
                )
                .finish()
        }
    }
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::ToRecord for TotalsKey<'run> {
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Customer",
                <Text<'run> as ::heeus_sdk::__private::KeyField>::TYPE,
                <Text<'run> as ::heeus_sdk::__private::KeyField>::OPTIONAL || false,
            ),
            ::heeus_sdk::__private::Mark::maybe(
                "Day",
                <Day as ::heeus_sdk::__private::KeyField>::TYPE,
                <Day as ::heeus_sdk::__private::KeyField>::OPTIONAL || false,
            ),
        ];
        const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Totals",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::ToRecord>::MARKS[0],
                    <Text<'run> as ::heeus_sdk::__private::KeyField>::SHAPE,
                ),
                ::heeus_sdk::__private::FieldShape::new(
                    <Self as ::heeus_sdk::__private::ToRecord>::MARKS[1],
                    <Day as ::heeus_sdk::__private::KeyField>::SHAPE,
                ),
            ],
        };
    }
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::Payload for TotalsKey<'run> {
        fn write(&self, to: &mut ::heeus_sdk::__private::Out<'_>) {
            let mut write = |record: &dyn ::heeus_sdk::__private::Payload| {
                record.write(to)
            };
            ::heeus_sdk::__private::take_record! {
                write, < Self as ::heeus_sdk::__private::ToRecord > ::MARKS, 56, [< Text
                < 'run > as ::heeus_sdk::__private::KeyField > ::put(& self.customer), <
                Day as ::heeus_sdk::__private::KeyField > ::put(& self.day),]
            }
        }
    }
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::Record<'run> for TotalsKey<'run> {
        fn from_record(
            record: ::heeus_sdk::__private::RecordRef<'run>,
        ) -> ::core::result::Result<Self, ::heeus_sdk::__private::Error> {
            let fields = ::heeus_sdk::__private::Fields::<
                2,
            >::of(
                record,
                <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
                <Self as ::heeus_sdk::__private::ToRecord>::NAME,
            )?;
            let _ = &fields;
            let field_day = <Day as ::heeus_sdk::__private::ReadField<
                '_,
            >>::must(&fields, 1)?;
            let field_customer = <Text<
                'run,
            > as ::heeus_sdk::__private::ReadField<'_>>::must(&fields, 0)?;
            ::core::result::Result::Ok(Self {
                customer: field_customer,
                day: field_day,
            })
        }
    }
    impl<'run, '__any> ::heeus_sdk::__private::Prefix<Totals<'__any>>
    for TotalsKey<'run> {
        fn with<__R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> __R,
        ) -> __R {
            ::heeus_sdk::__private::take_record! {
                take, < Totals < '__any > as ::heeus_sdk::__private::Entity >
                ::KEY_MARKS, 56, [< Text < 'run > as ::heeus_sdk::__private::KeyField >
                ::put(& self.customer), < Day as ::heeus_sdk::__private::KeyField >
                ::put(& self.day),]
            }
        }
    }
    impl<'run, '__any> ::heeus_sdk::__private::Key<Totals<'__any>> for TotalsKey<'run> {}
    const DECLARATION: &[::core::primitive::u8; 52] = &::heeus_sdk::__private::with_types(
        *b"4\0\0\0\x03\x01\x0Bshop.Totals\x01\x02\0\x02\0\x01\x08Customer\x01\x03Day\x01\x06Amount\x01\x04Note",
        [
            (23, <Totals<'_> as ::heeus_sdk::__private::Entity>::KEY_SHAPE.fields[0].ty),
            (33, <Totals<'_> as ::heeus_sdk::__private::Entity>::KEY_SHAPE.fields[1].ty),
            (38, <Totals<'_> as ::heeus_sdk::__private::Entity>::SHAPE.fields[0].ty),
            (46, <Totals<'_> as ::heeus_sdk::__private::Entity>::SHAPE.fields[1].ty),
        ],
    );
    ::heeus_sdk::__private::manifest! {
        DECLARATION
    }
};
