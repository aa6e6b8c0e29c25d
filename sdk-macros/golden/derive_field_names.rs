const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __heeus_sdk::ToField for Status {
        const TYPE: __heeus_sdk::FieldType = <&::core::primitive::str as __heeus_sdk::ReadField<
            '_,
        >>::WIRE;
        const OPTIONAL: ::core::primitive::bool = <&::core::primitive::str as __heeus_sdk::ReadField<
            '_,
        >>::IS_OPTIONAL;
        const ITEMS: ::core::option::Option<__heeus_sdk::FieldType> = <&::core::primitive::str as __heeus_sdk::ReadField<
            '_,
        >>::FIELD_SHAPE
            .items;
        const RECORD_SHAPE: ::core::option::Option<
            fn() -> &'static __heeus_sdk::Shape,
        > = <&::core::primitive::str as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE.fields;
        #[inline]
        fn to_field(&self) -> __heeus_sdk::FieldValue<'_> {
            __heeus_sdk::FieldValue::Bytes(
                match self {
                    Self::Open => b"open",
                    Self::PartlyPaid => b"partlyPaid",
                    Self::Cancelled => b"void",
                },
            )
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'run> __heeus_sdk::ReadField<'run> for Status {
        const HAS_REASON: ::core::primitive::bool = true;
        #[inline]
        fn read(
            __slot: __heeus_sdk::Slot,
            __record: __heeus_sdk::RecordRef<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Unfit> {
            let __wire: &::core::primitive::str = <&::core::primitive::str as __heeus_sdk::ReadField<
                '_,
            >>::read(__slot, __record)?;
            __from_wire(__wire)
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __heeus_sdk::ToItem for Status {
        const ITEM: __heeus_sdk::FieldType = <&::core::primitive::str as __heeus_sdk::ToItem>::ITEM;
        const RECORD_SHAPE: ::core::option::Option<
            fn() -> &'static __heeus_sdk::Shape,
        > = <&::core::primitive::str as __heeus_sdk::ToItem>::RECORD_SHAPE;
        fn write(__items: &[Self], __to: &mut __heeus_sdk::BlockWriter<'_>) {
            __heeus_sdk::write_items(__items, __to);
        }
        #[inline]
        fn same_item(&self, __other: &Self) -> ::core::primitive::bool {
            __heeus_sdk::ToField::same(self, __other)
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'run> __heeus_sdk::ReadItem<'run> for Status {
        const HAS_REASON: ::core::primitive::bool = <Self as __heeus_sdk::ReadField<
            'run,
        >>::HAS_REASON;
        #[inline]
        fn read(
            __array: __heeus_sdk::ArrayRef<'run>,
            __index: ::core::primitive::usize,
        ) -> ::core::result::Result<Self, __heeus_sdk::Unfit> {
            let __wire: &::core::primitive::str = __heeus_sdk::ReadItem::read(
                __array,
                __index,
            )?;
            __from_wire(__wire)
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'run> __heeus_sdk::KeyField<'run> for Status {
        const WIRE: __heeus_sdk::FieldType = <Self as __heeus_sdk::ToField>::TYPE;
        const FIELD_SHAPE: __heeus_sdk::FieldShape = <Self as __heeus_sdk::ToField>::SHAPE;
        #[inline]
        fn to_value(&self) -> __heeus_sdk::FieldValue<'_> {
            __heeus_sdk::ToField::to_field(self)
        }
        #[inline]
        fn is_same(&self, __other: &Self) -> ::core::primitive::bool {
            __heeus_sdk::ToField::same(self, __other)
        }
        fn must(
            __fields: &__heeus_sdk::FieldSlots<'_, 'run>,
            __index: ::core::primitive::usize,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            __heeus_sdk::FieldSlots::must(__fields, __index)
        }
        fn cloned(&self) -> Self {
            match self {
                Self::Open => Self::Open,
                Self::PartlyPaid => Self::PartlyPaid,
                Self::Cancelled => Self::Cancelled,
            }
        }
        fn is(&self, __other: &Self) -> ::core::primitive::bool {
            ::core::cmp::PartialEq::eq(
                &::core::mem::discriminant(self),
                &::core::mem::discriminant(__other),
            )
        }
        fn as_debug(&self) -> &dyn ::core::fmt::Debug {
            match self {
                Self::Open => &"open",
                Self::PartlyPaid => &"partlyPaid",
                Self::Cancelled => &"void",
            }
        }
    }
    fn __from_wire(
        __wire: &::core::primitive::str,
    ) -> ::core::result::Result<Status, __heeus_sdk::Unfit> {
        let __place = __heeus_sdk::named(__wire, &["open", "partlyPaid", "void"])?;
        ::core::result::Result::Ok(
            match __place {
                0 => Status::Open,
                1 => Status::PartlyPaid,
                _ => Status::Cancelled,
            },
        )
    }
};
