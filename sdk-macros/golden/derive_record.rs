const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl<'run> __heeus_sdk::ToRecord for NewOrder<'run> {
        const NAME: &'static ::core::primitive::str = "NewOrder";
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[
            __heeus_sdk::FieldDesc::new(
                    "Items",
                    <Lines<'run> as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(
                    <Lines<'run> as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || false,
                ),
            __heeus_sdk::FieldDesc::new(
                    "noteText",
                    <Text<'run> as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(
                    <Text<'run> as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || true,
                ),
            __heeus_sdk::FieldDesc::new(
                    "urgent",
                    <Flag as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(<Flag as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || true),
            __heeus_sdk::FieldDesc::new(
                    "year",
                    <Year as __heeus_sdk::ReadField<'_>>::WIRE,
                )
                .optional(<Year as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL || false),
        ];
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "NewOrder",
            fields: &[
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 0),
                    <Lines<'run> as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 1),
                    <Text<'run> as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 2),
                    <Flag as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
                __heeus_sdk::FieldShape::new(
                    __heeus_sdk::field_desc(<Self as __heeus_sdk::ToRecord>::FIELDS, 3),
                    <Year as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE,
                ),
            ],
        };
        fn same_record(&self, __other: &Self) -> ::core::primitive::bool {
            let _ = __other;
            true
                && <Lines<
                    'run,
                > as __heeus_sdk::ReadField<'_>>::is_same(&self.lines, &__other.lines)
                && <Text<
                    'run,
                > as __heeus_sdk::ReadField<
                    '_,
                >>::is_same(&self.note_text, &__other.note_text)
                && <Flag as __heeus_sdk::ReadField<
                    '_,
                >>::is_same(&self.urgent, &__other.urgent)
                && <Year as __heeus_sdk::ReadField<
                    '_,
                >>::is_same(&self.year, &__other.year)
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Encode for NewOrder<'run> {
        fn write(&self, __to: &mut __heeus_sdk::BlockWriter<'_>) {
            let mut __write = |__record: &dyn __heeus_sdk::Encode| __heeus_sdk::Encode::write(
                __record,
                __to,
            );
            __heeus_sdk::take_record! {
                __write, < Self as __heeus_sdk::ToRecord > ::FIELDS, 96, [< Lines < 'run
                > as __heeus_sdk::ReadField < '_ >> ::to_value(& self.lines), < Text <
                'run > as __heeus_sdk::ReadField < '_ >> ::to_value(& self.note_text), <
                Flag as __heeus_sdk::ReadField < '_ >> ::to_value(& self.urgent), < Year
                as __heeus_sdk::ReadField < '_ >> ::to_value(& self.year),]
            }
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Record<'run> for NewOrder<'run> {
        fn from_record(
            __record: __heeus_sdk::RecordRef<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            let mut __slots = __heeus_sdk::UnwrittenSlots::<4>::new();
            let __fields = __heeus_sdk::FieldSlots::of(
                __record,
                <Self as __heeus_sdk::ToRecord>::FIELDS,
                <Self as __heeus_sdk::ToRecord>::NAME,
                &mut __slots,
            )?;
            let _ = &__fields;
            let __field_note_text = match <Text<
                'run,
            > as __heeus_sdk::ReadField<'_>>::find(&__fields, 1)? {
                ::core::option::Option::Some(__value) => __value,
                ::core::option::Option::None => {
                    let __value: Text<'run> = NOTE;
                    __value
                }
            };
            let __field_urgent = match <Flag as __heeus_sdk::ReadField<
                '_,
            >>::find(&__fields, 2)? {
                ::core::option::Option::Some(__value) => __value,
                ::core::option::Option::None => {
                    let __value: Flag = ::core::default::Default::default();
                    __value
                }
            };
            let __field_lines = <Lines<
                'run,
            > as __heeus_sdk::ReadField<'_>>::must(&__fields, 0)?;
            let __field_year = <Year as __heeus_sdk::ReadField<'_>>::must(&__fields, 3)?;
            ::core::result::Result::Ok(Self {
                lines: __field_lines,
                note_text: __field_note_text,
                urgent: __field_urgent,
                year: __field_year,
            })
        }
    }
};
