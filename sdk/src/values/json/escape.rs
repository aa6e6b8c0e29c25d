//! Escapes in texts.

/// Reads an escape, which begins with a backslash: its letter, and the number of its bytes. `None`
/// if it is no escape, or a half of a surrogate pair.
#[inline(never)]
pub(super) fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    const NAMES: &[u8; 8] = b"\"\\/bfnrt";
    const LETTERS: &[u8; 8] = b"\"\\/\x08\x0c\n\r\t";
    let name = bytes.get(1)?;
    for (known, letter) in NAMES.iter().zip(LETTERS) {
        if known == name {
            return Some((char::from(*letter), 2));
        }
    }
    let first = unit(bytes)?;
    if first & 0xfc00 != 0xd800 {
        return Some((char::from_u32(first)?, 6));
    }
    let second = unit(bytes.get(6..)?)?.wrapping_sub(0xdc00);
    if second > 0x3ff {
        return None;
    }
    let letter = ((first & 0x3ff) << 10 | second).wrapping_add(0x1_0000);
    Some((char::from_u32(letter)?, 12))
}

/// Reads the four hexadecimal digits of an escape.
#[inline(never)]
fn unit(bytes: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = bytes.first_chunk::<6>()? else {
        return None;
    };
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | char::from(*digit).to_digit(16)?;
    }
    Some(unit)
}
