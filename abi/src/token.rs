//! Page tokens: the place in an entity where a page ended.

/// Returns the key's record in a page token of this entity; `None` if the token is of another
/// entity. The record is not checked.
pub fn record_in_token<'a>(entity: &str, token: &'a [u8]) -> Option<&'a [u8]> {
    token.strip_prefix(entity.as_bytes())?.strip_prefix(&[0])
}

/// Returns the parts of a page token: the entity's name, a NUL, and the record of a whole key.
pub const fn token_parts<'a>(entity: &'a str, key: &'a [u8]) -> [&'a [u8]; 3] {
    [entity.as_bytes(), &[0], key]
}
