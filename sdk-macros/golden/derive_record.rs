#[automatically_derived]
impl<'run> ::heeus_sdk::__private::ToRecord for NewOrder<'run> {
    const NAME: &'static ::core::primitive::str = "NewOrder";
    const MARKS: &'static [::heeus_sdk::__private::Mark] = &[
        ::heeus_sdk::__private::Mark::maybe(
            "Items",
            <Lines<'run> as ::heeus_sdk::__private::ToField>::TYPE,
            <Lines<'run> as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
        ),
        ::heeus_sdk::__private::Mark::maybe(
            "noteText",
            <Text<'run> as ::heeus_sdk::__private::ToField>::TYPE,
            <Text<'run> as ::heeus_sdk::__private::ToField>::OPTIONAL || true,
        ),
        ::heeus_sdk::__private::Mark::maybe(
            "urgent",
            <Flag as ::heeus_sdk::__private::ToField>::TYPE,
            <Flag as ::heeus_sdk::__private::ToField>::OPTIONAL || true,
        ),
        ::heeus_sdk::__private::Mark::maybe(
            "year",
            <Year as ::heeus_sdk::__private::ToField>::TYPE,
            <Year as ::heeus_sdk::__private::ToField>::OPTIONAL || false,
        ),
    ];
    const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
        name: "NewOrder",
        fields: &[
            ::heeus_sdk::__private::FieldShape::new(
                <Self as ::heeus_sdk::__private::ToRecord>::MARKS[0],
                <Lines<'run> as ::heeus_sdk::__private::ToField>::SHAPE,
            ),
            ::heeus_sdk::__private::FieldShape::new(
                <Self as ::heeus_sdk::__private::ToRecord>::MARKS[1],
                <Text<'run> as ::heeus_sdk::__private::ToField>::SHAPE,
            ),
            ::heeus_sdk::__private::FieldShape::new(
                <Self as ::heeus_sdk::__private::ToRecord>::MARKS[2],
                <Flag as ::heeus_sdk::__private::ToField>::SHAPE,
            ),
            ::heeus_sdk::__private::FieldShape::new(
                <Self as ::heeus_sdk::__private::ToRecord>::MARKS[3],
                <Year as ::heeus_sdk::__private::ToField>::SHAPE,
            ),
        ],
    };
}
#[automatically_derived]
impl<'run> ::heeus_sdk::__private::Payload for NewOrder<'run> {
    fn write(&self, to: &mut ::heeus_sdk::__private::Out<'_>) {
        let mut write = |record: &dyn ::heeus_sdk::__private::Payload| record.write(to);
        ::heeus_sdk::__private::take_record! {
            write, < Self as ::heeus_sdk::__private::ToRecord > ::MARKS, 96, [< Lines <
            'run > as ::heeus_sdk::__private::ToField > ::put(& self.lines), < Text <
            'run > as ::heeus_sdk::__private::ToField > ::put(& self.note_text), < Flag
            as ::heeus_sdk::__private::ToField > ::put(& self.urgent), < Year as
            ::heeus_sdk::__private::ToField > ::put(& self.year),]
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
        let field_note_text = match <Text<
            'run,
        > as ::heeus_sdk::__private::ReadField<'_>>::find(&fields, 1)? {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => {
                let value: Text<'run> = NOTE;
                value
            }
        };
        let field_urgent = match <Flag as ::heeus_sdk::__private::ReadField<
            '_,
        >>::find(&fields, 2)? {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => {
                let value: Flag = ::core::default::Default::default();
                value
            }
        };
        let field_lines = <Lines<
            'run,
        > as ::heeus_sdk::__private::ReadField<'_>>::must(&fields, 0)?;
        let field_year = <Year as ::heeus_sdk::__private::ReadField<
            '_,
        >>::must(&fields, 3)?;
        ::core::result::Result::Ok(Self {
            lines: field_lines,
            note_text: field_note_text,
            urgent: field_urgent,
            year: field_year,
        })
    }
}
