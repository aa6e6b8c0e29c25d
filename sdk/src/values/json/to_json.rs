//! Values that are written as JSON.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::read::Json;
use super::write::{JsonFilled, JsonSlot, ToJson};
use crate::arena::text::{Text, ToText};
use crate::untyped::{QName, RecordId};
use crate::values::{Date, Money, Timestamp};

macro_rules! quoted {
    ($($ty:ty)+) => {$(
        impl ToJson for $ty {
            #[inline]
            fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
                slot.quoted(self)
            }
        }
    )+};
}

quoted!(str String Cow<'_, str> Text);

impl ToJson for Json<'_> {
    #[inline]
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        slot.plain(|text| text.push(self.as_json()))
    }
}

impl ToJson for QName<'_> {
    #[inline]
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        slot.quoted(self.0)
    }
}

/// Types whose text is JSON.
macro_rules! plain {
    ($($ty:ty)+) => {$(
        impl ToJson for $ty {
            #[inline]
            fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
                slot.plain(|text| self.write_to(text))
            }
        }
    )+};
}

plain!(bool i8 i16 i32 i64 isize u8 u16 u32 u64 usize RecordId Money);

/// Types whose text needs quotation marks and no escapes.
macro_rules! times {
    ($($ty:ty)+) => {$(
        impl ToJson for $ty {
            #[inline]
            fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
                slot.plain(|text| {
                    text.put("\"").put(self).put("\"");
                })
            }
        }
    )+};
}

times!(Date Timestamp);

impl<T: ToJson> ToJson for Option<T> {
    #[inline]
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        match self {
            Some(value) => value.to_json(slot),
            None => slot.plain(|text| text.push("null")),
        }
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        slot.array(|array| {
            for item in self {
                array.put(item);
            }
        })
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    #[inline]
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        self.as_slice().to_json(slot)
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    #[inline]
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        self.as_slice().to_json(slot)
    }
}

macro_rules! pointers {
    ($($ty:ty)+) => {$(
        impl<T: ToJson + ?Sized> ToJson for $ty {
            #[inline]
            fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
                T::to_json(self, slot)
            }
        }
    )+};
}

pointers!(&T Box<T>);
