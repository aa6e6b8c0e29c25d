const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __heeus_sdk::ToField for Percent {
        const TYPE: __heeus_sdk::FieldType = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
            '_,
        >>::WIRE;
        const OPTIONAL: ::core::primitive::bool = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
            '_,
        >>::IS_OPTIONAL;
        const ITEMS: ::core::option::Option<__heeus_sdk::FieldType> = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
            '_,
        >>::FIELD_SHAPE
            .items;
        const RECORD_SHAPE: ::core::option::Option<
            fn() -> &'static __heeus_sdk::Shape,
        > = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
            '_,
        >>::FIELD_SHAPE
            .fields;
        #[inline]
        fn to_field(&self) -> __heeus_sdk::FieldValue<'_> {
            __heeus_sdk::converted(
                self,
                <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
                    '_,
                >>::to_value(&<Self as __heeus_sdk::Convert>::to_wire(self)),
            )
        }
        #[inline]
        fn same(&self, __other: &Self) -> ::core::primitive::bool {
            <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
                '_,
            >>::is_same(
                &<Self as __heeus_sdk::Convert>::to_wire(self),
                &<Self as __heeus_sdk::Convert>::to_wire(__other),
            )
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'run> __heeus_sdk::ReadField<'run> for Percent {
        const HAS_REASON: ::core::primitive::bool = true;
        #[inline]
        fn read(
            __slot: __heeus_sdk::Slot,
            __record: __heeus_sdk::RecordRef<'run>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Unfit> {
            let __wire: <Self as __heeus_sdk::Convert>::Wire = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
                '_,
            >>::read(__slot, __record)?;
            ::core::result::Result::map_err(
                <Self as __heeus_sdk::Convert>::from_wire(__wire),
                __heeus_sdk::Unfit::Inside,
            )
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __heeus_sdk::ToItem for Percent
    where
        for<'__any> <Self as __heeus_sdk::Convert>::Wire: __heeus_sdk::ToItem
            + __heeus_sdk::ToField,
        for<'__any> Self: __heeus_sdk::Convert,
    {
        const ITEM: __heeus_sdk::FieldType = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ToItem>::ITEM;
        const RECORD_SHAPE: ::core::option::Option<
            fn() -> &'static __heeus_sdk::Shape,
        > = <<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ToItem>::RECORD_SHAPE;
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
    impl<'run> __heeus_sdk::ReadItem<'run> for Percent
    where
        for<'__any> <Self as __heeus_sdk::Convert>::Wire: __heeus_sdk::ReadItem<'run>
            + __heeus_sdk::ToField,
        for<'__any> Self: __heeus_sdk::Convert,
    {
        const HAS_REASON: ::core::primitive::bool = <Self as __heeus_sdk::ReadField<
            'run,
        >>::HAS_REASON;
        #[inline]
        fn read(
            __array: __heeus_sdk::ArrayRef<'run>,
            __index: ::core::primitive::usize,
        ) -> ::core::result::Result<Self, __heeus_sdk::Unfit> {
            let __wire: <Self as __heeus_sdk::Convert>::Wire = __heeus_sdk::ReadItem::read(
                __array,
                __index,
            )?;
            ::core::result::Result::map_err(
                <Self as __heeus_sdk::Convert>::from_wire(__wire),
                __heeus_sdk::Unfit::Inside,
            )
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'run> __heeus_sdk::KeyField<'run> for Percent
    where
        for<'__any> <Self as __heeus_sdk::Convert>::Wire: __heeus_sdk::KeyField<'run>
            + __heeus_sdk::ReadField<'run>,
        for<'__any> Self: __heeus_sdk::Convert,
        for<'__any> Self: ::core::clone::Clone + ::core::cmp::PartialEq
            + ::core::fmt::Debug,
    {
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
            ::core::clone::Clone::clone(self)
        }
        fn is(&self, __other: &Self) -> ::core::primitive::bool {
            ::core::cmp::PartialEq::eq(self, __other)
        }
        fn as_debug(&self) -> &dyn ::core::fmt::Debug {
            self
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __heeus_sdk::IdField for Percent
    where
        for<'__any> <Self as __heeus_sdk::Convert>::Wire: __heeus_sdk::IdField
            + __heeus_sdk::ReadField<'__any>,
        for<'__any> Self: __heeus_sdk::Convert,
    {
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
            __fields: &__heeus_sdk::FieldSlots<'_, '_>,
            __index: ::core::primitive::usize,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            __heeus_sdk::FieldSlots::must(__fields, __index)
        }
    }
    #[automatically_derived]
    impl __heeus_sdk::Encode for Percent {
        fn write(&self, __to: &mut __heeus_sdk::BlockWriter<'_>) {
            __heeus_sdk::FieldValue::write(
                &<<Self as __heeus_sdk::Convert>::Wire as __heeus_sdk::ReadField<
                    '_,
                >>::to_value(&<Self as __heeus_sdk::Convert>::to_wire(self)),
                __to,
            );
        }
    }
};
