//! The version of the contract, and the export that carries it in a module.

/// Hosts and guests of the same major version understand each other.
pub const MAJOR: u32 = 1;
/// A higher minor version only adds what an older host may ignore.
pub const MINOR: u32 = 0;
/// The name of the export that carries the version; the numbers follow it, joined by `_`.
pub const EXPORT_PREFIX: &str = "WasmAbiVersion_";
/// The export of this version.
pub const EXPORT: &str = "WasmAbiVersion_1_0";

/// Reads `(major, minor)` from an export's name; `None` if the name is not a version.
///
/// ```
/// assert_eq!(heeus_abi::version::parse("WasmAbiVersion_1_0"), Some((1, 0)));
/// assert_eq!(heeus_abi::version::parse("WasmRun"), None);
/// ```
pub fn parse(export: &str) -> Option<(u32, u32)> {
    let (major, minor) = export.strip_prefix(EXPORT_PREFIX)?.split_once('_')?;
    Some((number(major)?, number(minor)?))
}

/// Parses decimal digits in their usual form: `u32::from_str` would also accept `+1` and `01`.
fn number(digits: &str) -> Option<u32> {
    let usual = digits == "0" || !digits.starts_with('0');
    if !usual || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

const _: () = {
    assert!(
        MAJOR == 1 && MINOR == 0,
        "EXPORT must spell MAJOR and MINOR"
    );
};
