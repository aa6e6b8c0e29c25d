//! Values that have a text.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;

use super::text::{Text, ToText};

macro_rules! texts {
    ($($ty:ty, $text:expr;)+) => {$(
        impl ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text) {
                text.push($text(self));
            }
        }
    )+};
}

texts! {
    str, |text| text;
    String, |text| text;
    Cow<'_, str>, |text| text;
    Text, |text| text;
    bool, |value: &bool| if *value { "true" } else { "false" };
}

impl ToText for char {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        text.push_letter(*self);
    }
}

macro_rules! pointers {
    ($($ty:ty),+) => {$(
        impl<T: ToText + ?Sized> ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text) {
                T::write_to(self, text);
            }
        }
    )+};
}

pointers!(&T, Box<T>);

macro_rules! integers {
    ($($ty:ty),+) => {$(
        impl ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text) {
                push_i64(text, i64::from(*self));
            }
        }
    )+};
}

integers!(i8, i16, i32, i64, u8, u16, u32);

#[inline(never)]
fn push_i64(text: &mut Text, number: i64) {
    if number < 0 {
        text.push("-");
    }
    text.push_digits(number.unsigned_abs(), 1);
}

impl ToText for u64 {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        text.push_digits(*self, 1);
    }
}

/// As wide as in a guest or wider, natively.
macro_rules! sizes {
    ($($ty:ty, $wide:ty;)+) => {$(
        impl ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text) {
                <$wide>::try_from(*self).unwrap_or_default().write_to(text);
            }
        }
    )+};
}

sizes! {
    usize, u64;
    isize, i64;
}
