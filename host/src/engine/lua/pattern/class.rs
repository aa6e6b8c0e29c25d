//! Classes of characters, in Lua's C locale.

/// Returns whether the byte is of the class `%<class>`.
pub(super) fn is_of(byte: u8, class: u8) -> bool {
    let found = match class.to_ascii_lowercase() {
        b'a' => byte.is_ascii_alphabetic(),
        b'c' => byte.is_ascii_control(),
        b'd' => byte.is_ascii_digit(),
        b'g' => byte.is_ascii_graphic(),
        b'l' => byte.is_ascii_lowercase(),
        b'p' => byte.is_ascii_punctuation(),
        b's' => byte == b' ' || (9..=13).contains(&byte),
        b'u' => byte.is_ascii_uppercase(),
        b'w' => byte.is_ascii_alphanumeric(),
        b'x' => byte.is_ascii_hexdigit(),
        b'z' => byte == 0,
        _ => return class == byte,
    };
    found == class.is_ascii_lowercase()
}

/// Returns whether the byte is in the set; `set` is the text between `[` and `]`.
pub(super) fn is_in(byte: u8, set: &[u8]) -> bool {
    let (within, set) = match set {
        [b'^', rest @ ..] => (false, rest),
        all => (true, all),
    };
    let mut rest = set;
    loop {
        let (found, left) = match rest {
            [] => return !within,
            [b'%', class, left @ ..] => (is_of(byte, *class), left),
            [low, b'-', high, left @ ..] => ((*low..=*high).contains(&byte), left),
            [one, left @ ..] => (*one == byte, left),
        };
        if found {
            return within;
        }
        rest = left;
    }
}
