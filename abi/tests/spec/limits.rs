//! Limits.

use heeus_abi::limits;

use crate::{constants, spec};

#[test]
fn limits() {
    let source = [
        ("MAX_BLOCK", "bytes of a block", limits::MAX_BLOCK),
        ("MAX_FIELDS", "fields of a record", limits::MAX_FIELDS),
        ("MAX_NAME", "bytes of a name", limits::MAX_NAME),
        (
            "MAX_HEAD",
            "bytes of a record up to the end of its names",
            limits::MAX_HEAD,
        ),
        (
            "MAX_DEPTH",
            "depth of a record in records",
            limits::MAX_DEPTH,
        ),
        ("MAX_ITEMS", "items of an array", limits::MAX_ITEMS),
        (
            "MAX_READ_DEPTH",
            "reads inside reads",
            limits::MAX_READ_DEPTH,
        ),
        (
            "MAX_FAULT_TEXT",
            "bytes of a text of a fault",
            limits::MAX_FAULT_TEXT,
        ),
    ];
    let spec = spec();
    let rows = spec.rows(&["limit", "number"]);
    let written: Vec<(&str, usize)> = rows
        .iter()
        .map(|row| {
            (
                row[0].as_str(),
                row[1].replace(',', "").parse().expect("a number"),
            )
        })
        .collect();
    assert_eq!(written, source.map(|(_, words, number)| (words, number)));
    let declared = constants(include_str!("../../src/limits.rs"))
        .into_iter()
        .map(|(_, name)| name);
    assert_eq!(declared.collect::<Vec<_>>(), source.map(|(name, ..)| name));
}

/// A sentence that repeats a limit has the same number.
#[test]
fn numbers_in_sentences() {
    let spec = spec();
    for sentence in [
        format!("to depth {}", limits::MAX_DEPTH),
        format!(
            "at most {} reads run inside each other",
            limits::MAX_READ_DEPTH
        ),
        format!("together at most {} bytes", limits::MAX_NAME),
        format!("bytes of the name, 1 to {}", limits::MAX_NAME),
        format!("one byte of length (1 to {})", limits::MAX_NAME),
        format!("a record id\nof {} to 65,535", heeus_abi::RAW_IDS.start()),
        "an id above 65,535".into(),
        "there are at most 1,024 of each".into(),
        "takes at most 4,096 bytes of each".into(),
    ] {
        assert!(spec.text.contains(&sentence), "{sentence}");
    }
    assert_eq!(*heeus_abi::RAW_IDS.end(), 65_535);
    assert_eq!((limits::MAX_FIELDS, limits::MAX_FAULT_TEXT), (1024, 4096));
}
