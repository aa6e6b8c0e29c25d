const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'a, E: Bound> __heeus_sdk::ToField for Code<'a, E>
    where
        E: Copy,
    {
        const TYPE: __heeus_sdk::FieldType = <Text<
            'a,
        > as __heeus_sdk::ReadField<'_>>::WIRE;
        const OPTIONAL: ::core::primitive::bool = <Text<
            'a,
        > as __heeus_sdk::ReadField<'_>>::IS_OPTIONAL;
        const ITEMS: ::core::option::Option<__heeus_sdk::FieldType> = <Text<
            'a,
        > as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE
            .items;
        const RECORD_SHAPE: ::core::option::Option<
            fn() -> &'static __heeus_sdk::Shape,
        > = <Text<'a> as __heeus_sdk::ReadField<'_>>::FIELD_SHAPE.fields;
        #[inline]
        fn to_field(&self) -> __heeus_sdk::FieldValue<'_> {
            <Text<'a> as __heeus_sdk::ReadField<'_>>::to_value(&self.1)
        }
        #[inline]
        fn same(&self, __other: &Self) -> ::core::primitive::bool {
            <Text<'a> as __heeus_sdk::ReadField<'_>>::is_same(&self.1, &__other.1)
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'a, E: Bound> __heeus_sdk::ReadField<'a> for Code<'a, E>
    where
        E: Copy,
    {
        const HAS_REASON: ::core::primitive::bool = <Text<
            'a,
        > as __heeus_sdk::ReadField<'_>>::HAS_REASON;
        #[inline]
        fn read(
            __slot: __heeus_sdk::Slot,
            __record: __heeus_sdk::RecordRef<'a>,
        ) -> ::core::result::Result<Self, __heeus_sdk::Unfit> {
            let __wire: Text<'a> = <Text<
                'a,
            > as __heeus_sdk::ReadField<'_>>::read(__slot, __record)?;
            ::core::result::Result::Ok(Self {
                1: __wire,
                0: ::core::marker::PhantomData,
            })
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'a, E: Bound> __heeus_sdk::ToItem for Code<'a, E>
    where
        E: Copy,
        for<'__any> Text<'a>: __heeus_sdk::ToItem + __heeus_sdk::ToField,
    {
        const ITEM: __heeus_sdk::FieldType = <Text<'a> as __heeus_sdk::ToItem>::ITEM;
        const RECORD_SHAPE: ::core::option::Option<
            fn() -> &'static __heeus_sdk::Shape,
        > = <Text<'a> as __heeus_sdk::ToItem>::RECORD_SHAPE;
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
    impl<'a, E: Bound> __heeus_sdk::ReadItem<'a> for Code<'a, E>
    where
        E: Copy,
        for<'__any> Text<'a>: __heeus_sdk::ReadItem<'a> + __heeus_sdk::ToField,
    {
        const HAS_REASON: ::core::primitive::bool = <Self as __heeus_sdk::ReadField<
            'a,
        >>::HAS_REASON;
        #[inline]
        fn read(
            __array: __heeus_sdk::ArrayRef<'a>,
            __index: ::core::primitive::usize,
        ) -> ::core::result::Result<Self, __heeus_sdk::Unfit> {
            let __wire: Text<'a> = __heeus_sdk::ReadItem::read(__array, __index)?;
            ::core::result::Result::Ok(Self {
                1: __wire,
                0: ::core::marker::PhantomData,
            })
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<'a, E: Bound> __heeus_sdk::KeyField<'a> for Code<'a, E>
    where
        E: Copy,
        for<'__any> Text<'a>: __heeus_sdk::KeyField<'a> + __heeus_sdk::ReadField<'a>,
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
            __fields: &__heeus_sdk::FieldSlots<'_, 'a>,
            __index: ::core::primitive::usize,
        ) -> ::core::result::Result<Self, __heeus_sdk::Error> {
            __heeus_sdk::FieldSlots::must(__fields, __index)
        }
        fn cloned(&self) -> Self {
            Self {
                1: <Text<'a> as __heeus_sdk::KeyField<'_>>::cloned(&self.1),
                0: ::core::marker::PhantomData,
            }
        }
        fn is(&self, __other: &Self) -> ::core::primitive::bool {
            <Text<'a> as __heeus_sdk::KeyField<'_>>::is(&self.1, &__other.1)
        }
        fn as_debug(&self) -> &dyn ::core::fmt::Debug {
            <Text<'a> as __heeus_sdk::KeyField<'_>>::as_debug(&self.1)
        }
    }
};
