//! Comparison of bytes.

/// Compares bytes, and shows both sides as dumps if they differ.
#[track_caller]
pub fn same(made: &[u8], wanted: &[u8], what: &str) {
    assert!(
        made == wanted,
        "{what}: the bytes differ.\nmade:\n{}wanted:\n{}",
        crate::hex::dump(made),
        crate::hex::dump(wanted)
    );
}
