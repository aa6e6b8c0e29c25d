//! Access to numbers and parts of bytes, in any order.

/// The little-endian number of `size` bytes at an offset.
pub fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let part = part(bytes, at, size)?;
    let mut number = 0;
    for &byte in part.iter().rev() {
        number = number << 8 | u64::from(byte);
    }
    Some(number)
}

/// The number of `size` bytes at an offset, as a count or an offset.
pub fn place(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    usize::try_from(number(bytes, at, size)?).ok()
}

/// The `size` bytes at an offset.
pub fn part(bytes: &[u8], at: usize, size: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(size)?)
}

/// The `size` bytes at an offset, as text.
pub fn text(bytes: &[u8], at: usize, size: usize) -> Option<String> {
    String::from_utf8(part(bytes, at, size)?.to_vec()).ok()
}

/// The next multiple of 8.
pub fn aligned(at: usize) -> usize {
    at.div_ceil(8) * 8
}
