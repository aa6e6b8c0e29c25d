//! Vectors of a known length.

use alloc::alloc::{Layout, alloc};
use alloc::vec::Vec;
use core::ptr::NonNull;

/// So many items, made one after the other. Nothing grows and no size is shown, so no guest carries the code for that.
///
/// # Errors
/// The first of `item`.
pub(crate) fn filled<T, E>(
    length: usize,
    mut item: impl FnMut(usize) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let mut items: Vec<T> = with_capacity(length);
    for index in 0..length {
        let item = item(index)?;
        // SAFETY: there is room for `length` items; the first `index` of them are initialised, and this one now is.
        unsafe {
            items.as_mut_ptr().add(index).write(item);
            items.set_len(index + 1);
        }
    }
    Ok(items)
}

/// Room for so many items.
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
        // SAFETY: the global allocator gave room for `length` items, none of which is initialised.
        Some(room) => unsafe { Vec::from_raw_parts(room.as_ptr(), 0, length) },
        None => no_memory(),
    }
}

/// The arena does not come here: it gives up by itself.
#[cold]
fn no_memory() -> ! {
    #[cfg(target_arch = "wasm32")]
    crate::arena::out_of_memory();
    #[cfg(not(target_arch = "wasm32"))]
    alloc::alloc::handle_alloc_error(Layout::new::<u8>())
}
