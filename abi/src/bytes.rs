//! Reads little-endian numbers, never past the end of the bytes.

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Returns `len` bytes at `at`; `None` if `bytes` ends before them.
pub(crate) fn slice_at(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..)?.get(..len)
}

/// Returns whether bytes are the same, eight at a time: a guest's `memcmp` takes them one by one.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks(), other.as_chunks());
    let mut pairs = words.iter().zip(other_words);
    one.len() == other.len()
        && pairs.all(|(one, other)| u64::from_le_bytes(*one) == u64::from_le_bytes(*other))
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}

/// Returns the UTF-8 bytes of a letter and their number. This is less code than
/// `char::encode_utf8`, which formatting would bring into a guest.
#[inline]
pub const fn utf8_bytes(letter: char) -> ([u8; 4], usize) {
    let (mut rest, mut word, mut length) = (letter as u32, 0, 1);
    if rest >= 0x80 {
        // Six bits for each byte, from the last byte on, until the rest fits the first byte.
        let mut most = 0x3f;
        while rest > most {
            word = word << 8 | 0x80 | rest & 0x3f;
            rest >>= 6;
            most >>= 1;
            length += 1;
        }
        rest |= 0xff & !(most * 2 + 1);
    }
    ((word << 8 | rest).to_le_bytes(), length)
}
