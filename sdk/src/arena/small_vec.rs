//! Vectors that are built and grow without the code that a `Vec` brings for that: a fifth of the
//! bytes, and no panic.

use alloc::alloc::{Layout, alloc};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem::{ManuallyDrop, needs_drop};
use core::ptr::{NonNull, slice_from_raw_parts_mut};

/// Builds a vector of `length` items.
///
/// Items that own memory are built from the last to the first. They are dropped from the first on,
/// so an arena gets back all memory that they own.
///
/// # Errors
/// The first error of `item`.
pub(crate) fn filled<T, E>(
    length: usize,
    item: impl FnMut(usize) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    if needs_drop::<T>() {
        last_first(length, item)
    } else {
        first_first(length, item)
    }
}

fn first_first<T, E>(
    length: usize,
    mut item: impl FnMut(usize) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let mut items: Vec<T> = with_capacity(length);
    for index in 0..length {
        let item = item(index)?;
        // SAFETY: there is room for `length` items; the first `index` of them are initialised, and
        // this one is from now on.
        unsafe {
            items.as_mut_ptr().add(index).write(item);
            items.set_len(index + 1);
        }
    }
    Ok(items)
}

fn last_first<T, E>(
    length: usize,
    mut item: impl FnMut(usize) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let mut items: Vec<T> = with_capacity(length);
    let first = items.as_mut_ptr();
    for index in (0..length).rev() {
        match item(index) {
            // SAFETY: there is room for `length` items, and this is one of them.
            Ok(item) => unsafe { first.add(index).write(item) },
            Err(error) => {
                let made = length - index - 1;
                // SAFETY: the items behind this one are initialised. They move to the beginning,
                // and the vector owns them there.
                unsafe {
                    first.copy_from(first.add(index + 1), made);
                    items.set_len(made);
                }
                return Err(error);
            }
        }
    }
    // SAFETY: all of them are initialised.
    unsafe { items.set_len(length) };
    Ok(items)
}

/// Adds one item.
pub(crate) fn push<T>(items: &mut Vec<T>, item: T) {
    reserve(items, 1);
    let length = items.len();
    // SAFETY: there is room for one more item behind the present ones, and it is initialised here.
    unsafe {
        items.as_mut_ptr().add(length).write(item);
        items.set_len(length + 1);
    }
}

/// Adds `count` zeros and returns them.
pub(crate) fn more(bytes: &mut Vec<u8>, count: usize) -> &mut [u8] {
    reserve(bytes, count);
    let length = bytes.len();
    // SAFETY: there is room for `count` more bytes behind the present ones, and they are
    // initialised here.
    unsafe {
        let zeros = bytes.as_mut_ptr().add(length);
        zeros.write_bytes(0, count);
        bytes.set_len(length + count);
        core::slice::from_raw_parts_mut(zeros, count)
    }
}

/// Copies a text.
#[inline]
pub(crate) fn owned_text(text: &str) -> String {
    // SAFETY: these are the bytes of a text.
    unsafe { String::from_utf8_unchecked(owned_bytes(text.as_bytes())) }
}

/// Copies a text into a box.
#[inline(never)]
pub(crate) fn boxed_text(text: &str) -> Box<str> {
    let mut bytes = ManuallyDrop::new(copied(text.as_bytes()));
    let bytes = slice_from_raw_parts_mut(bytes.as_mut_ptr(), text.len());
    // SAFETY: these are the bytes of a text, in a block of exactly this size, which the vector
    // gives up.
    unsafe { Box::from_raw(bytes as *mut str) }
}

/// Copies bytes.
#[inline(never)]
pub(crate) fn owned_bytes(bytes: &[u8]) -> Vec<u8> {
    copied(bytes)
}

/// Copies bytes into a block of exactly that size.
#[inline]
fn copied(bytes: &[u8]) -> Vec<u8> {
    let mut copy: Vec<u8> = with_capacity(bytes.len());
    // SAFETY: there is room for that many bytes in a block of its own, and all are written here.
    unsafe {
        copy.as_mut_ptr()
            .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        copy.set_len(bytes.len());
    }
    copy
}

/// Makes room for `more` items. If room is missing, the vector grows to twice what it needs.
fn reserve<T>(items: &mut Vec<T>, more: usize) {
    let length = items.len();
    if items.capacity() - length >= more {
        return;
    }
    let wanted = length.saturating_add(more).saturating_mul(2);
    let mut grown = with_capacity(wanted);
    // SAFETY: `grown` is another block, with room for more items than `items` has. The items move
    // there, and are not dropped at their old place.
    unsafe {
        items
            .as_ptr()
            .copy_to_nonoverlapping(grown.as_mut_ptr(), length);
        items.set_len(0);
        grown.set_len(length);
    }
    *items = grown;
}

/// Returns an empty vector with room for `length` items.
#[inline]
fn with_capacity<T>(length: usize) -> Vec<T> {
    let layout = match Layout::array::<T>(length) {
        Ok(layout) if layout.size() > 0 => layout,
        Ok(_) => return Vec::new(),
        Err(_) => no_memory(),
    };
    // SAFETY: the size is not 0.
    let room = unsafe { alloc(layout) };
    match NonNull::new(room.cast::<T>()) {
        // SAFETY: the global allocator returned room for `length` items, none of which is
        // initialised.
        Some(room) => unsafe { Vec::from_raw_parts(room.as_ptr(), 0, length) },
        None => no_memory(),
    }
}

/// The arena never calls this: it traps by itself.
#[cold]
pub(super) fn no_memory() -> ! {
    #[cfg(target_arch = "wasm32")]
    super::wasm::out_of_memory();
    #[cfg(not(target_arch = "wasm32"))]
    alloc::alloc::handle_alloc_error(Layout::new::<u8>())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use alloc::rc::Rc;
    use std::string::ToString as _;
    use std::vec::Vec;

    use super::{boxed_text, filled, more, owned_bytes, owned_text, push};

    #[test]
    fn items_stand_in_their_order() {
        let numbers = filled(4, Ok::<_, ()>);
        assert_eq!(numbers, Ok(Vec::from([0, 1, 2, 3])));
        let texts = filled(3, |index| Ok::<_, ()>(index.to_string()));
        assert_eq!(texts.unwrap_or_default(), ["0", "1", "2"]);
        assert_eq!(filled(0, |_| Err::<Rc<()>, _>(())), Ok(Vec::new()));
    }

    #[test]
    fn an_error_drops_what_was_made() {
        for wrong in 0..4 {
            let counted = Rc::new(());
            let items = filled(4, |index| {
                if index == wrong {
                    return Err(index);
                }
                Ok(Rc::clone(&counted))
            });
            assert_eq!(items, Err(wrong));
            assert_eq!(Rc::strong_count(&counted), 1);
        }
    }

    #[test]
    fn items_are_pushed_once() {
        let counted = Rc::new(());
        let mut items = Vec::new();
        for count in 1..100 {
            push(&mut items, (count, Rc::clone(&counted)));
            assert_eq!(Rc::strong_count(&counted), count + 1);
        }
        assert!(items.iter().map(|(count, _)| *count).eq(1..100));
        drop(items);
        assert_eq!(Rc::strong_count(&counted), 1);
        let mut nothings = Vec::new();
        (0..9).for_each(|_| push(&mut nothings, ()));
        assert_eq!(nothings.len(), 9);
    }

    #[test]
    fn texts_and_bytes_are_copied() {
        for text in ["", "a", "größer", &"long ".repeat(1000)] {
            assert_eq!(owned_text(text), text);
            assert_eq!(*boxed_text(text), *text);
            assert_eq!(owned_bytes(text.as_bytes()), text.as_bytes());
        }
    }

    #[test]
    fn bytes_grow_by_zeros() {
        let mut bytes = Vec::new();
        for count in [0, 3, 1, 100, 0, 5000] {
            let before = bytes.clone();
            let zeros = more(&mut bytes, count);
            assert!(zeros.len() == count && zeros.iter().all(|byte| *byte == 0));
            zeros.fill(7);
            assert!(bytes.starts_with(&before) && bytes.iter().all(|byte| *byte == 7));
            assert_eq!(bytes.len(), before.len() + count);
        }
    }
}
