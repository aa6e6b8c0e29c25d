//! The codes: every number with a meaning.

use std::collections::BTreeSet;

use heeus_abi::{
    EntityKind, ExtensionKind, FaultCause, FieldType, GetCode, LogLevel, Op, ReadCode, Status,
    Storage, manifest,
};

use crate::{constants, spec};

type Codes = Vec<(u32, String)>;

macro_rules! source {
    ($ty:ident) => {{
        let codes: Codes = $ty::ALL
            .iter()
            .map(|code| (code.number(), code.name().into()))
            .collect();
        for number in (0..300).chain([u32::MAX]) {
            let known = codes.iter().find(|(known, _)| *known == number);
            let found = $ty::try_from(number).map(|code| code.name());
            assert_eq!(found.ok(), known.map(|(_, name)| name.as_str()), "{number}");
        }
        codes
    }};
}

fn code(number: &str, name: &str) -> (u32, String) {
    (
        number
            .parse()
            .unwrap_or_else(|_| panic!("a number: {number}")),
        name.into(),
    )
}

/// Codes of a table whose first two columns are number and name.
fn table(header: &[&str]) -> Codes {
    let spec = spec();
    let rows = spec.rows(header).iter().map(|row| code(&row[0], &row[1]));
    rows.filter(|(_, name)| !name.is_empty()).collect()
}

/// Codes that are listed in a row of a block's table: `level: 1 error, 2 warn`. Notes in
/// parentheses are left out.
fn listed(block: &str, before: &str) -> Codes {
    let spec = spec();
    let rows = spec.rows(&["offset", "size", block]);
    let found = rows
        .iter()
        .find_map(|row| row[2].strip_prefix(before)?.strip_prefix(": "));
    let list = found.unwrap_or_else(|| panic!("{before} in {block}"));
    let parts = list
        .split(", ")
        .map(|part| part.split(" (").next().unwrap_or(part));
    parts
        .filter_map(|part| part.split_once(' '))
        .map(|(number, name)| code(number, name))
        .collect()
}

#[test]
fn kinds() {
    assert_eq!(table(&["number", "kind"]), source!(ExtensionKind));
    assert_eq!(table(&["number", "entity kind"]), source!(EntityKind));
}

#[test]
fn storages() {
    let spec = spec();
    let rows = spec.rows(&["number", "storage", "number", "storage"]);
    let left = rows.iter().map(|row| code(&row[0], &row[1]));
    let right = rows.iter().map(|row| code(&row[2], &row[3]));
    assert_eq!(left.chain(right).collect::<Codes>(), source!(Storage));
}

#[test]
fn field_types() {
    assert_eq!(
        table(&["number", "type", "slot or payload"]),
        source!(FieldType)
    );
    let spec = spec();
    for (row, ty) in spec
        .rows(&["number", "type", "slot or payload"])
        .iter()
        .zip(FieldType::ALL)
    {
        assert_eq!(row[2].starts_with("payload: "), !ty.is_scalar(), "{ty}");
    }
    // `scalars: n items of 4 bytes (i32, f32), 8 bytes (i64, f64, record id) or 1 byte (bool)`
    let rows = spec.rows(&["offset", "size", "array"]);
    let items = rows
        .iter()
        .find_map(|row| row[2].strip_prefix("scalars: n items of "));
    let mut found = BTreeSet::new();
    for part in items.expect("the items of an array").split(')') {
        let Some((size, types)) = part.split_once(" byte") else {
            continue;
        };
        let bytes = size.rsplit(' ').next().and_then(|size| size.parse().ok());
        let types = types.split('(').nth(1).expect("types in parentheses");
        found.extend(
            types
                .split(", ")
                .map(|name| (name.to_string(), bytes.expect("a number"))),
        );
    }
    let source = FieldType::ALL
        .iter()
        .filter_map(|ty| Some((ty.name().into(), ty.item_bytes()?)));
    assert_eq!(found, source.collect());
}

#[test]
fn what_imports_return() {
    let spec = spec();
    let rows = spec.rows(&["code", "HostGetElem", "HostReadElems"]);
    let column = |index: usize| -> Codes {
        let codes = rows.iter().map(|row| code(&row[0], &row[index]));
        codes.filter(|(_, name)| !name.is_empty()).collect()
    };
    assert_eq!(column(1), source!(GetCode));
    assert_eq!(column(2), source!(ReadCode));
}

#[test]
fn codes_in_blocks() {
    assert_eq!(table(&["number", "status", "meaning"]), source!(Status));
    assert_eq!(listed("intent", "operation"), source!(Op));
    assert_eq!(listed("log line", "level"), source!(LogLevel));
    let mut causes = listed("fault block", "cause");
    assert_eq!(causes.remove(0), (0, "none".into()));
    assert_eq!(causes, source!(FaultCause));
}

#[test]
fn manifest_tags() {
    let source = [
        (u32::from(manifest::TAG_SDK), "SDK".to_string()),
        (manifest::TAG_EXTENSION.into(), "extension".into()),
        (manifest::TAG_ENTITY.into(), "entity".into()),
        (
            manifest::TAG_STATICS_PERSIST.into(),
            "statics persist".into(),
        ),
        (manifest::TAG_ORIGIN.into(), "origin".into()),
        (manifest::TAG_UNIQUE.into(), "unique fields".into()),
    ];
    assert_eq!(table(&["tag", "entry", "body"]), source);
    let tags = constants(include_str!("../../src/manifest.rs"));
    assert_eq!(
        tags.iter()
            .filter(|(_, name)| name.starts_with("TAG_"))
            .count(),
        source.len()
    );
}

/// A new enum must get its table and its test.
#[test]
fn no_enum_is_left_out() {
    let source = include_str!("../../src/code.rs");
    let declared: BTreeSet<&str> = source
        .split("codes! {")
        .skip(1)
        .filter_map(|block| {
            block
                .lines()
                .map(str::trim)
                .find(|line| line.ends_with("\" {"))
        })
        .filter_map(|line| line.split(',').next())
        .collect();
    let here = include_str!("codes.rs");
    let tested: BTreeSet<&str> = here
        .split("source!(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !name.is_empty())
        .collect();
    assert_eq!(declared, tested);
}
