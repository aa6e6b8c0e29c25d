//! Qualified names.

use crate::limits;

/// Returns whether `name` is a qualified name: a package path, a dot and a name, together at most
/// [`MAX_NAME`](limits::MAX_NAME) bytes.
pub fn is_qname(name: &str) -> bool {
    let last_dot = name.bytes().rposition(|byte| byte == b'.');
    let divides = last_dot.is_some_and(|at| at > 0 && at + 1 < name.len());
    divides && name.len() <= limits::MAX_NAME && !name.as_bytes().contains(&0)
}
