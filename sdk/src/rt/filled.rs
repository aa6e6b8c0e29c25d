//! Vectors of a known length.

use alloc::vec::Vec;

/// So many items, made one after the other. Nothing grows, so no guest carries the code that grows a `Vec`.
///
/// # Errors
/// The first of `item`.
pub(crate) fn filled<T, E>(
    length: usize,
    mut item: impl FnMut(usize) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let mut items: Vec<T> = Vec::with_capacity(length);
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
