/// Totals of ordered items by day.
pub const ORDERED_ITEMS: &'static ::core::primitive::str = "orders.OrderedItems";
#[cfg(feature = "articles")]
pub(crate) const ARTICLE: &'static ::core::primitive::str = "orders.Article";
const CONFIG: &'static ::core::primitive::str = "orders.Config";
const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    __heeus_sdk::manifest! {
        b"9\0\0\0\x03\x01\x13orders.OrderedItems\x01\x03\0\x01\0\x01\x04Year\x01\x05Month\x01\x03Day\x02\x06Amount"
    }
};
#[cfg(feature = "articles")]
const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    __heeus_sdk::manifest! {
        b"*\0\0\0\x03\x02\x0Eorders.Article\0\x01\0\x02\0\t\x02ID\x06\x04Name\x86\x04Note"
    }
};
const _: () = {
    use ::heeus_sdk::__private_1 as __heeus_sdk;
    __heeus_sdk::manifest! {
        b"#\0\0\0\x03\x03\rorders.Config\0\0\0\x01\0\x06\x08Currency"
    }
};
