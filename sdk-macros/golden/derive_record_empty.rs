const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    impl __heeus_sdk::ToRecord for Nothing {
        const NAME: &'static ::core::primitive::str = "Nothing";
        const FIELDS: &'static [__heeus_sdk::FieldDesc] = &[];
        const SHAPE: &'static __heeus_sdk::Shape = &__heeus_sdk::Shape {
            name: "Nothing",
            fields: &[],
        };
        fn same_record(&self, __other: &Self) -> ::core::primitive::bool {
            let _ = __other;
            true
        }
    }
    #[automatically_derived]
    impl __heeus_sdk::Encode for Nothing {
        fn write(&self, __to: &mut __heeus_sdk::BlockWriter<'_>) {
            let mut __write = |__record: &dyn __heeus_sdk::Encode| __heeus_sdk::Encode::write(
                __record,
                __to,
            );
            __heeus_sdk::take_record! {
                __write, < Self as __heeus_sdk::ToRecord > ::FIELDS, 8, []
            }
        }
    }
    #[automatically_derived]
    impl<'run> __heeus_sdk::Record<'run> for Nothing {
        fn from_record(
            __record: __heeus_sdk::RecordRef<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            let mut __slots = __heeus_sdk::UnwrittenSlots::<0>::new();
            let __fields = __heeus_sdk::FieldSlots::of(
                __record,
                <Self as __heeus_sdk::ToRecord>::FIELDS,
                <Self as __heeus_sdk::ToRecord>::NAME,
                &mut __slots,
            )?;
            let _ = &__fields;
            ::core::result::Result::Ok(Self {})
        }
    }
};
