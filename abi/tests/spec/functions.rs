//! Functions, globals and names between host and guest.

use heeus_abi::{
    ARENA_GLOBAL, EXPORTS, FAULT_GLOBAL, Func, IMPORT_MODULE, IMPORTS, MEMORY, Need,
    RESERVED_PREFIX, manifest, version,
};

use crate::{constants, spec};

fn parameters(func: &Func) -> String {
    func.params.join(", ")
}

#[test]
fn exports() {
    let source: Vec<[String; 4]> = EXPORTS
        .iter()
        .map(|export| {
            let result = if export.func.returns { "address" } else { "" };
            let need = match export.need {
                Need::Required => "required",
                Need::Capability => "capability",
            };
            [
                export.func.name.into(),
                parameters(&export.func),
                result.into(),
                need.into(),
            ]
        })
        .collect();
    let spec = spec();
    let rows = spec.rows(&["export", "parameters", "result", "need", "when"]);
    let written: Vec<_> = rows.iter().map(|row| row[..4].to_vec()).collect();
    assert_eq!(written, source);
}

#[test]
fn imports() {
    let source: Vec<[String; 3]> = IMPORTS
        .iter()
        .map(|func| {
            let result = if func.returns { "code" } else { "" };
            [func.name.into(), parameters(func), result.into()]
        })
        .collect();
    let spec = spec();
    let rows = spec.rows(&["import", "parameters", "result", "does"]);
    let written: Vec<_> = rows.iter().map(|row| row[..3].to_vec()).collect();
    assert_eq!(written, source);
}

#[test]
fn the_versions_export_has_its_numbers() {
    let numbers = format!("{}_{}", version::MAJOR, version::MINOR);
    assert_eq!(
        version::EXPORT,
        format!("{}{numbers}", version::EXPORT_PREFIX)
    );
}

#[test]
fn every_name_is_reported() {
    let spec = spec();
    let sentences = [
        format!("exported as `{MEMORY}`"),
        format!("from the module `{IMPORT_MODULE}`"),
        format!("From the module `{IMPORT_MODULE}`"),
        format!("The immutable `i32` global `{FAULT_GLOBAL}`"),
        format!("the immutable `i32` global `{ARENA_GLOBAL}`"),
        format!("do not begin with `{RESERVED_PREFIX}`"),
        format!("The custom section `{}`", manifest::SECTION),
        format!(
            "field of a record entity is `{}`, a record id",
            manifest::RECORD_ID
        ),
        format!(
            "{} more for a value field that rows may lack",
            manifest::OPTIONAL
        ),
        format!("The name `{}` is kept for a key field", manifest::WORKSPACE),
        format!("may have `{}`, a record id", manifest::SYS_ID),
        format!("and `{}`, a bool", manifest::SYS_IS_ACTIVE),
        format!("may have the field `{}`, a string", manifest::SYS_ABSENT),
        format!("named `{}X_Y`", version::EXPORT_PREFIX),
        format!(
            "# Heeus extension ABI {}.{}\n",
            version::MAJOR,
            version::MINOR
        ),
    ];
    for sentence in sentences {
        assert!(spec.text.contains(&sentence), "{sentence}");
    }
    // Every name in the sources is searched for above, or in a table.
    let sources = [
        include_str!("../../src/names.rs"),
        include_str!("../../src/manifest.rs"),
    ];
    let names: Vec<_> = constants(&sources.join("\n"))
        .into_iter()
        .filter(|(module, name)| module.is_empty() && !name.starts_with("TAG_"))
        .map(|(_, name)| name)
        .collect();
    let told = [
        "IMPORT_MODULE",
        "MEMORY",
        "FAULT_GLOBAL",
        "ARENA_GLOBAL",
        "RESERVED_PREFIX",
    ];
    let tables = ["EXPORTS", "IMPORTS"];
    let manifest = [
        "SECTION",
        "OPTIONAL",
        "RECORD_ID",
        "WORKSPACE",
        "SYS_ID",
        "SYS_IS_ACTIVE",
        "SYS_ABSENT",
        "SYS_FIELDS",
    ];
    assert_eq!(names, [&told[..], &tables, &manifest].concat());
}
