///Key of [`Totals`], a row of the view `shop.Totals`.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct TotalsKey<'run> {
    /// Whose total it is.
    pub customer: &'run str,
    ///The key field `Day`.
    pub day: i32,
}
impl<'run> Totals<'run> {
    ///The row's key in the view `shop.Totals`.
    #[allow(dead_code, reason = "not every extension needs the key of a row")]
    pub fn key(&self) -> TotalsKey<'run> {
        TotalsKey {
            customer: ::core::clone::Clone::clone(&self.customer),
            day: ::core::clone::Clone::clone(&self.day),
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
                <i64 as ::heeus_sdk::__private::ToField>::TYPE,
                <i64 as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
            ::heeus_sdk::__private::Mark::maybe(
                "Note",
                <Option<&'run str> as ::heeus_sdk::__private::ToField>::TYPE,
                <Option<&'run str> as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
        ];
        const KEY_MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Customer",
                <&'run str as ::heeus_sdk::__private::ToField>::TYPE,
                <&'run str as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
            ::heeus_sdk::__private::Mark::maybe(
                "Day",
                <i32 as ::heeus_sdk::__private::ToField>::TYPE,
                <i32 as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
        ];
        const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Totals",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new::<
                    i64,
                >(<Self as ::heeus_sdk::__private::Entity>::MARKS[0]),
                ::heeus_sdk::__private::FieldShape::new::<
                    Option<&'run str>,
                >(<Self as ::heeus_sdk::__private::Entity>::MARKS[1]),
            ],
        };
        const KEY_SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Totals",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new::<
                    &'run str,
                >(<Self as ::heeus_sdk::__private::Entity>::KEY_MARKS[0]),
                ::heeus_sdk::__private::FieldShape::new::<
                    i32,
                >(<Self as ::heeus_sdk::__private::Entity>::KEY_MARKS[1]),
            ],
        };
        fn with_key<R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> R,
        ) -> R {
            if const {
                ::heeus_sdk::__private::is_flat(
                    <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                )
            } {
                take(
                    &::heeus_sdk::__private::Flat::new(
                        const {
                            &::heeus_sdk::__private::flat_head::<
                                56,
                            >(<Self as ::heeus_sdk::__private::Entity>::KEY_MARKS)
                        },
                        &[
                            ::heeus_sdk::__private::slot(
                                &<&'run str as ::heeus_sdk::__private::ToField>::put(
                                    &self.customer,
                                ),
                            ),
                            ::heeus_sdk::__private::slot(
                                &<i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                            ),
                        ],
                    ),
                )
            } else {
                take(
                    &::heeus_sdk::__private::Puts::new(
                        <Self as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                        &[
                            <&'run str as ::heeus_sdk::__private::ToField>::put(
                                &self.customer,
                            ),
                            <i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                        ],
                    ),
                )
            }
        }
        fn with_value<R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> R,
        ) -> R {
            if const {
                ::heeus_sdk::__private::is_flat(
                    <Self as ::heeus_sdk::__private::Entity>::MARKS,
                )
            } {
                take(
                    &::heeus_sdk::__private::Flat::new(
                        const {
                            &::heeus_sdk::__private::flat_head::<
                                56,
                            >(<Self as ::heeus_sdk::__private::Entity>::MARKS)
                        },
                        &[
                            ::heeus_sdk::__private::slot(
                                &<i64 as ::heeus_sdk::__private::ToField>::put(&self.amount),
                            ),
                            ::heeus_sdk::__private::slot(
                                &<Option<
                                    &'run str,
                                > as ::heeus_sdk::__private::ToField>::put(&self.note),
                            ),
                        ],
                    ),
                )
            } else {
                take(
                    &::heeus_sdk::__private::Puts::new(
                        <Self as ::heeus_sdk::__private::Entity>::MARKS,
                        &[
                            <i64 as ::heeus_sdk::__private::ToField>::put(&self.amount),
                            <Option<
                                &'run str,
                            > as ::heeus_sdk::__private::ToField>::put(&self.note),
                        ],
                    ),
                )
            }
        }
        fn with_puts<R>(
            &self,
            take: impl ::core::ops::FnOnce(
                &[::heeus_sdk::__private::Put<'_>],
                &mut [::heeus_sdk::__private::Put<'_>],
            ) -> R,
        ) -> R {
            take(
                &[
                    <&'run str as ::heeus_sdk::__private::ToField>::put(&self.customer),
                    <i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                ],
                &mut [
                    <i64 as ::heeus_sdk::__private::ToField>::put(&self.amount),
                    <Option<
                        &'run str,
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
            let field_customer = key.must::<&'_ str>(0)?;
            let field_day = key.must::<i32>(1)?;
            let field_amount = value.must::<i64>(0)?;
            let field_note = value.must::<Option<&'_ str>>(1)?;
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
    impl<'run, 'any> ::heeus_sdk::__private::Prefix<Totals<'any>> for () {
        fn with<R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> R,
        ) -> R {
            if const { ::heeus_sdk::__private::is_flat(&[]) } {
                take(
                    &::heeus_sdk::__private::Flat::new(
                        const { &::heeus_sdk::__private::flat_head::<8>(&[]) },
                        &[],
                    ),
                )
            } else {
                take(
                    &::heeus_sdk::__private::Puts::new(
                        <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                        &[
                            ::heeus_sdk::__private::Put::Absent,
                            ::heeus_sdk::__private::Put::Absent,
                        ],
                    ),
                )
            }
        }
    }
    impl<'run, 'any> ::heeus_sdk::__private::Prefix<Totals<'any>> for &'run str {
        fn with<R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> R,
        ) -> R {
            if const {
                ::heeus_sdk::__private::is_flat(
                    &[<Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS[0]],
                )
            } {
                take(
                    &::heeus_sdk::__private::Flat::new(
                        const {
                            &::heeus_sdk::__private::flat_head::<
                                32,
                            >(
                                &[
                                    <Totals<
                                        'any,
                                    > as ::heeus_sdk::__private::Entity>::KEY_MARKS[0],
                                ],
                            )
                        },
                        &[
                            ::heeus_sdk::__private::slot(
                                &<&'run str as ::heeus_sdk::__private::ToField>::put(&*self),
                            ),
                        ],
                    ),
                )
            } else {
                take(
                    &::heeus_sdk::__private::Puts::new(
                        <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                        &[
                            <&'run str as ::heeus_sdk::__private::ToField>::put(&*self),
                            ::heeus_sdk::__private::Put::Absent,
                        ],
                    ),
                )
            }
        }
    }
    impl<'run, 'any> ::heeus_sdk::__private::Prefix<Totals<'any>> for (&'run str, i32) {
        fn with<R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> R,
        ) -> R {
            if const {
                ::heeus_sdk::__private::is_flat(
                    <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                )
            } {
                take(
                    &::heeus_sdk::__private::Flat::new(
                        const {
                            &::heeus_sdk::__private::flat_head::<
                                56,
                            >(
                                <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                            )
                        },
                        &[
                            ::heeus_sdk::__private::slot(
                                &<&'run str as ::heeus_sdk::__private::ToField>::put(
                                    &self.0,
                                ),
                            ),
                            ::heeus_sdk::__private::slot(
                                &<i32 as ::heeus_sdk::__private::ToField>::put(&self.1),
                            ),
                        ],
                    ),
                )
            } else {
                take(
                    &::heeus_sdk::__private::Puts::new(
                        <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                        &[
                            <&'run str as ::heeus_sdk::__private::ToField>::put(&self.0),
                            <i32 as ::heeus_sdk::__private::ToField>::put(&self.1),
                        ],
                    ),
                )
            }
        }
    }
    impl<'run, 'any> ::heeus_sdk::__private::Key<Totals<'any>> for (&'run str, i32) {}
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::ToRecord for TotalsKey<'run> {
        const NAME: &'static ::core::primitive::str = "shop.Totals";
        const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
            ::heeus_sdk::__private::Mark::maybe(
                "Customer",
                <&'run str as ::heeus_sdk::__private::ToField>::TYPE,
                <&'run str as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
            ::heeus_sdk::__private::Mark::maybe(
                "Day",
                <i32 as ::heeus_sdk::__private::ToField>::TYPE,
                <i32 as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
            ),
        ];
        const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
            name: "shop.Totals",
            fields: &[
                ::heeus_sdk::__private::FieldShape::new::<
                    &'run str,
                >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS[0]),
                ::heeus_sdk::__private::FieldShape::new::<
                    i32,
                >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS[1]),
            ],
        };
    }
    #[automatically_derived]
    impl<'run> ::heeus_sdk::__private::Payload for TotalsKey<'run> {
        fn write(&self, to: &mut ::heeus_sdk::__private::Out<'_>) {
            let mut write = |record: &dyn ::heeus_sdk::__private::Payload| {
                record.write(to)
            };
            if const {
                ::heeus_sdk::__private::is_flat(
                    <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
                )
            } {
                write(
                    &::heeus_sdk::__private::Flat::new(
                        const {
                            &::heeus_sdk::__private::flat_head::<
                                56,
                            >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS)
                        },
                        &[
                            ::heeus_sdk::__private::slot(
                                &<&'run str as ::heeus_sdk::__private::ToField>::put(
                                    &self.customer,
                                ),
                            ),
                            ::heeus_sdk::__private::slot(
                                &<i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                            ),
                        ],
                    ),
                )
            } else {
                write(
                    &::heeus_sdk::__private::Puts::new(
                        <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
                        &[
                            <&'run str as ::heeus_sdk::__private::ToField>::put(
                                &self.customer,
                            ),
                            <i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                        ],
                    ),
                )
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
            let field_customer = fields.must::<&'run str>(0)?;
            let field_day = fields.must::<i32>(1)?;
            ::core::result::Result::Ok(Self {
                customer: field_customer,
                day: field_day,
            })
        }
    }
    impl<'run, 'any> ::heeus_sdk::__private::Prefix<Totals<'any>> for TotalsKey<'run> {
        fn with<R>(
            &self,
            take: impl ::core::ops::FnOnce(&dyn ::heeus_sdk::__private::Payload) -> R,
        ) -> R {
            if const {
                ::heeus_sdk::__private::is_flat(
                    <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                )
            } {
                take(
                    &::heeus_sdk::__private::Flat::new(
                        const {
                            &::heeus_sdk::__private::flat_head::<
                                56,
                            >(
                                <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                            )
                        },
                        &[
                            ::heeus_sdk::__private::slot(
                                &<&'run str as ::heeus_sdk::__private::ToField>::put(
                                    &self.customer,
                                ),
                            ),
                            ::heeus_sdk::__private::slot(
                                &<i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                            ),
                        ],
                    ),
                )
            } else {
                take(
                    &::heeus_sdk::__private::Puts::new(
                        <Totals<'any> as ::heeus_sdk::__private::Entity>::KEY_MARKS,
                        &[
                            <&'run str as ::heeus_sdk::__private::ToField>::put(
                                &self.customer,
                            ),
                            <i32 as ::heeus_sdk::__private::ToField>::put(&self.day),
                        ],
                    ),
                )
            }
        }
    }
    impl<'run, 'any> ::heeus_sdk::__private::Key<Totals<'any>> for TotalsKey<'run> {}
    const DECLARATION: &[::core::primitive::u8; 52] = &::heeus_sdk::__private::with_types(
        *b"4\0\0\0\x03\x01\x0Bshop.Totals\x01\x02\0\x02\0\x01\x08Customer\x01\x03Day\x01\x06Amount\x01\x04Note",
        [
            (23, ::heeus_sdk::__private::key_type::<&'_ str>()),
            (33, ::heeus_sdk::__private::key_type::<i32>()),
            (38, <i64 as ::heeus_sdk::__private::ToField>::TYPE),
            (46, <Option<&'_ str> as ::heeus_sdk::__private::ToField>::TYPE),
        ],
    );
    ::heeus_sdk::__private::manifest! {
        DECLARATION
    }
};
