#[automatically_derived]
impl ::heeus_sdk::__private::ToRecord for Nothing {
    const NAME: &'static ::core::primitive::str = "Nothing";
    const MARKS: &'static [::heeus_sdk::__private::Mark] = &[];
    const SHAPE: &'static ::heeus_sdk::__private::Shape = &::heeus_sdk::__private::Shape {
        name: "Nothing",
        fields: &[],
    };
}
#[automatically_derived]
impl ::heeus_sdk::__private::Payload for Nothing {
    fn write(&self, to: &mut ::heeus_sdk::__private::Out<'_>) {
        let mut write = |record: &dyn ::heeus_sdk::__private::Payload| record.write(to);
        ::heeus_sdk::__private::take_record! {
            write, < Self as ::heeus_sdk::__private::ToRecord > ::MARKS, 8, []
        }
    }
}
#[automatically_derived]
impl<'run> ::heeus_sdk::__private::Record<'run> for Nothing {
    fn from_record(
        record: ::heeus_sdk::__private::RecordRef<'run>,
    ) -> ::core::result::Result<Self, ::heeus_sdk::__private::Error> {
        let fields = ::heeus_sdk::__private::Fields::<
            0,
        >::of(
            record,
            <Self as ::heeus_sdk::__private::ToRecord>::MARKS,
            <Self as ::heeus_sdk::__private::ToRecord>::NAME,
        )?;
        let _ = &fields;
        ::core::result::Result::Ok(Self {})
    }
}
