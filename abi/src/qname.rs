//! Qualified names.

use crate::limits;
use crate::name::has_nul;

/// Returns whether `name` is a qualified name: a package path, a dot and a name, together at most
/// [`MAX_NAME`](limits::MAX_NAME) bytes.
pub fn is_qname(name: &str) -> bool {
    // The last dot divides: one within the name, unless there is one at its end.
    let [_, within @ .., last] = name.as_bytes() else {
        return false;
    };
    let divides = *last != b'.' && within.iter().copied().any(|byte| byte == b'.');
    divides && name.len() <= limits::MAX_NAME && !has_nul(name)
}
