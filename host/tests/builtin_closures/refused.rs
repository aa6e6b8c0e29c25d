//! Modules that are refused.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, FieldType};
use heeus_host::engine::BuiltinBuilder;
use heeus_host::error::{ErrorClass, ErrorKind};
use heeus_sdk::{CommandContext, JobContext, ValidatorContext};

use super::shop::Daily;
use super::{BuiltinModule, text};

/// All findings: the subject, the found value, and the beginning of the expected one.
fn findings(builder: BuiltinBuilder) -> Vec<(String, String, String)> {
    let error = builder.build().expect_err("it cannot be");
    assert_eq!(error.class(), ErrorClass::Load, "{error}");
    assert!(text(&error).starts_with("shop: load: refused: "), "{error}");
    let ErrorKind::Load(findings) = error.kind else {
        panic!("{error}")
    };
    let findings = findings.into_iter();
    findings
        .map(|finding| (finding.what, finding.found, finding.expected))
        .collect()
}

#[track_caller]
fn finds(builder: BuiltinBuilder, expected: &[(&str, &str, &str)]) {
    let found = findings(builder);
    let found: Vec<_> = found
        .iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect();
    assert_eq!(found, expected);
}

fn builder() -> BuiltinBuilder {
    BuiltinModule::builder("shop")
}

fn nothing(_: &CommandContext<'_>) {}

const NAME: &str = "a name of 1 to 255 bytes without NUL";

#[test]
fn a_module_without_extensions_is_none() {
    finds(builder(), &[("extensions", "none", "at least one")]);
    finds(
        builder().doc("of nothing").entity::<Daily>(),
        &[
            (
                "line \"of nothing\"",
                "no extension before it",
                "an extension before its line",
            ),
            ("extensions", "none", "at least one"),
        ],
    );
}

#[test]
fn a_name_is_one_that_a_call_can_have() {
    let long = "x".repeat(256);
    let what = format!("extension {long:?}");
    let refused = builder()
        .command("", nothing)
        .command("a\0b", nothing)
        .command(&long, nothing);
    finds(
        refused,
        &[
            ("extension \"\"", "a name of 0 bytes", NAME),
            ("extension \"a\\0b\"", "a name of 3 bytes", NAME),
            (&what, "a name of 256 bytes", NAME),
        ],
    );
    let longest = "x".repeat(255);
    assert!(
        builder()
            .command(&longest, nothing)
            .command("ü b", nothing)
            .build()
            .is_ok()
    );
    let reserved = (
        "extension \"WasmRun\"",
        "another declaration",
        "a name that does not begin with Wasm",
    );
    finds(builder().command("WasmRun", nothing), &[reserved]);
}

#[test]
fn targets_follow_an_extension_that_has_them() {
    finds(
        builder()
            .sync()
            .command("New", nothing)
            .after(["New"])
            .checks(["New"])
            .validator("Check", |_: &ValidatorContext<'_>| ())
            .checks(["New", "New"]),
        &[
            ("sync", "no extension before it", "a projector before it"),
            (
                "after",
                "the command New before it",
                "a projector before it",
            ),
            (
                "checks",
                "the command New before it",
                "a validator before it",
            ),
            (
                "extension \"Check\"",
                "another declaration",
                "each target once",
            ),
        ],
    );
}

#[test]
fn all_that_is_wrong_is_reported_at_once() {
    let entity = |name: &str, fields: &[&str]| Entity {
        name: name.to_owned(),
        kind: EntityKind::Singleton,
        partition_fields: 0,
        key: Vec::new(),
        value: fields
            .iter()
            .map(|name| FieldDecl::new(*name, FieldType::I32))
            .collect(),
    };
    let found = findings(
        builder()
            .command("Same", nothing)
            .job("Same", |_: &JobContext<'_>| ())
            .command("", nothing)
            .command("Long", nothing)
            .doc(&"x".repeat(65_536))
            .declare(entity("shop.One", &["A"]))
            .declare(entity("shop.One", &["B"]))
            .declare(entity("One", &[]))
            .declare(entity("shop.Two", &["A", "A"]))
            .declare(entity("shop.Three", &[""])),
    );
    let what: Vec<&str> = found.iter().map(|(what, ..)| what.as_str()).collect();
    let expected = [
        "extension \"\"",
        "extension \"Long\"",
        "entity \"One\"",
        "entity \"shop.Two\"",
        "entity \"shop.Three\"",
        "extension Same",
        "entity shop.One",
    ];
    assert_eq!(what, expected);
    assert!(
        found
            .iter()
            .any(|(_, found, _)| found == "two of this name, a command and a job")
    );
}

#[test]
fn an_entity_is_the_one_that_its_struct_declares() {
    let other = Entity {
        name: "shop.Day".to_owned(),
        kind: EntityKind::Singleton,
        partition_fields: 0,
        key: Vec::new(),
        value: Vec::new(),
    };
    let found = findings(
        builder()
            .command("A", nothing)
            .entity::<Daily>()
            .declare(other),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "entity shop.Day");
}
