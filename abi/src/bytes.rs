//! Little-endian numbers in bytes, never beyond them.

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// `len` bytes at `at`, `None` where they are not all there.
pub(crate) fn slice_at(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..)?.get(..len)
}

/// The bytes of a letter in UTF-8, and how many of the four they are: by less code than
/// `char::encode_utf8`, which whoever formats would bring into a guest.
#[inline]
pub const fn utf8_bytes(letter: char) -> ([u8; 4], usize) {
    let (mut rest, mut word, mut length) = (letter as u32, 0, 1);
    if rest >= 0x80 {
        // Six bits a byte, from the last one on, until the rest fits the first one.
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
