#[automatically_derived]
impl<'run> ::heeus_sdk::__private::ToRecord for NewOrder<'run> {
    const NAME: &'static ::core::primitive::str = "NewOrder";
    const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
        ::heeus_sdk::__private::Mark::maybe(
            "Items",
            <Vec<Line<'run>> as ::heeus_sdk::__private::ToField>::TYPE,
            <Vec<Line<'run>> as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
        ),
        ::heeus_sdk::__private::Mark::maybe(
            "noteText",
            <&'run str as ::heeus_sdk::__private::ToField>::TYPE,
            <&'run str as ::heeus_sdk::__private::ToField>::OPTIONAL || true,
        ),
        ::heeus_sdk::__private::Mark::maybe(
            "urgent",
            <bool as ::heeus_sdk::__private::ToField>::TYPE,
            <bool as ::heeus_sdk::__private::ToField>::OPTIONAL || true,
        ),
        ::heeus_sdk::__private::Mark::maybe(
            "year",
            <i32 as ::heeus_sdk::__private::ToField>::TYPE,
            <i32 as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
        ),
    ];
    const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
        name: "NewOrder",
        fields: &[
            ::heeus_sdk::__private::FieldShape::new::<
                Vec<Line<'run>>,
            >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS[0]),
            ::heeus_sdk::__private::FieldShape::new::<
                &'run str,
            >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS[1]),
            ::heeus_sdk::__private::FieldShape::new::<
                bool,
            >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS[2]),
            ::heeus_sdk::__private::FieldShape::new::<
                i32,
            >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS[3]),
        ],
    };
}
#[automatically_derived]
impl<'run> ::heeus_sdk::__private::Payload for NewOrder<'run> {
    fn write(&self, to: &mut ::heeus_sdk::__private::Out<'_>) {
        let mut write = |record: &dyn ::heeus_sdk::__private::Payload| record.write(to);
        if const {
            ::heeus_sdk::__private::is_flat(
                <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
            )
        } {
            write(
                &::heeus_sdk::__private::Flat::new(
                    const {
                        &::heeus_sdk::__private::flat_head::<
                            96,
                        >(<Self as ::heeus_sdk::__private::ToRecord>::MARKS)
                    },
                    &[
                        ::heeus_sdk::__private::slot(
                            &<Vec<
                                Line<'run>,
                            > as ::heeus_sdk::__private::ToField>::put(&self.lines),
                        ),
                        ::heeus_sdk::__private::slot(
                            &<&'run str as ::heeus_sdk::__private::ToField>::put(
                                &self.note_text,
                            ),
                        ),
                        ::heeus_sdk::__private::slot(
                            &<bool as ::heeus_sdk::__private::ToField>::put(&self.urgent),
                        ),
                        ::heeus_sdk::__private::slot(
                            &<i32 as ::heeus_sdk::__private::ToField>::put(&self.year),
                        ),
                    ],
                ),
            )
        } else {
            write(
                &::heeus_sdk::__private::Puts::new(
                    <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
                    &[
                        <Vec<
                            Line<'run>,
                        > as ::heeus_sdk::__private::ToField>::put(&self.lines),
                        <&'run str as ::heeus_sdk::__private::ToField>::put(
                            &self.note_text,
                        ),
                        <bool as ::heeus_sdk::__private::ToField>::put(&self.urgent),
                        <i32 as ::heeus_sdk::__private::ToField>::put(&self.year),
                    ],
                ),
            )
        }
    }
}
#[automatically_derived]
impl<'run> ::heeus_sdk::__private::Record<'run> for NewOrder<'run> {
    fn from_record(
        record: ::heeus_sdk::__private::RecordRef<'run>,
    ) -> ::core::result::Result<Self, ::heeus_sdk::__private::Error> {
        let fields = ::heeus_sdk::__private::Fields::<
            4,
        >::of(
            record,
            <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
            <Self as ::heeus_sdk::__private::ToRecord>::NAME,
        )?;
        let _ = &fields;
        let field_lines = fields.must::<Vec<Line<'run>>>(0)?;
        let field_note_text = match fields.find::<&'run str>(1)? {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => NOTE,
        };
        let field_urgent = match fields.find::<bool>(2)? {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => ::core::default::Default::default(),
        };
        let field_year = fields.must::<i32>(3)?;
        ::core::result::Result::Ok(Self {
            lines: field_lines,
            note_text: field_note_text,
            urgent: field_urgent,
            year: field_year,
        })
    }
}
