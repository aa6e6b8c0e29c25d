//! Modules that the gate accepts, and its findings on the others.

use heeus_abi::ExtensionKind;
use heeus_abi::manifest::Extension;
use heeus_host::engine::{Capabilities, gate};
use heeus_host::error::{ErrorClass, ErrorKind};

use super::guest::{Guest, data, entity, escape, manifest};

/// The findings on a module, one line each.
fn findings(bytes: &[u8]) -> Vec<String> {
    match gate(bytes) {
        Ok(_) => Vec::new(),
        Err(error) => {
            assert_eq!(error.class(), ErrorClass::Load);
            let ErrorKind::Load(findings) = error.kind else {
                panic!("{error}")
            };
            let told = findings.iter().map(ToString::to_string);
            told.map(|line| without_section(&line)).collect()
        }
    }
}

/// A finding without the section of ABI.md, which every finding has.
fn without_section(line: &str) -> String {
    let (text, section) = line
        .rsplit_once(" (ABI.md, section ")
        .unwrap_or_else(|| panic!("{line}"));
    assert!(section.ends_with(')'), "{line}");
    text.to_owned()
}

#[track_caller]
fn refuses(guest: &Guest, expected: &[&str]) {
    assert_eq!(findings(&guest.bytes()), expected);
}

#[test]
fn a_sound_module_is_described() {
    let guest = Guest::default()
        .with(&data(100, b"more"))
        .with(&data(512, &[0; 40]))
        .with("(func (export \"WasmOnReadPage\") (param i32 i32))")
        .with("(global (export \"WasmFault\") i32 (i32.const 512))")
        .with("(global (export \"WasmArena\") i32 (i32.const 540))")
        .with("(global (export \"__data_end\") i32 (i32.const 600))")
        .with("(global (export \"__heap_base\") i32 (i32.const 640))");
    let report = gate(&guest.bytes()).unwrap();
    assert_eq!(report.version, (1, 0));
    assert_eq!(report.manifest.entities, [entity()]);
    assert_eq!(report.imports, ["HostGetElem", "HostReadElems"]);
    assert_eq!(report.extra_exports, ["__data_end", "__heap_base"]);
    assert_eq!(report.start_memory, 65_536);
    assert_eq!(
        (report.statics, report.heap_base),
        (Some(16..600), Some(640))
    );
    let all = Capabilities {
        pages: true,
        fault: Some(512),
        arena: Some(540),
    };
    assert_eq!(report.capabilities, all);
    let report = gate(
        &Guest {
            imports: String::new(),
            ..plain()
        }
        .bytes(),
    )
    .unwrap();
    assert_eq!(report.capabilities, Capabilities::default());
    assert_eq!(report.statics, Some(16..480));
    assert!(report.imports.is_empty());
}

/// A guest that calls no imports.
fn plain() -> Guest {
    Guest::default()
}

#[test]
fn bytes_that_are_no_module() {
    for bytes in [
        &b""[..],
        b"\0asm",
        b"\0asm\x02\0\0\0",
        b"\0asm\x0d\0\x01\0",
        b"garbage!",
    ] {
        let findings = findings(bytes);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].starts_with("module: found "), "{findings:?}");
    }
    let mut bytes = Guest::default().bytes();
    for cut in [9, 20, bytes.len() / 2, bytes.len() - 1] {
        assert!(!findings(&bytes[..cut]).is_empty(), "cut at {cut}");
    }
    bytes.extend([0xff; 10]);
    assert!(!findings(&bytes).is_empty());
}

#[test]
fn versions_are_named_both() {
    let version = |text: &str| Guest {
        version: text.into(),
        ..Guest::default()
    };
    let allowed = "expected WasmAbiVersion_1_0, for version 1.0";
    let one = |found: &str| {
        vec![format!(
            "export WasmAbiVersion_X_Y: found {found}, {allowed}"
        )]
    };
    assert_eq!(findings(&version("").bytes()), one("none"));
    let named = |name: &str| version(&format!("(func (export \"{name}\"))"));
    assert_eq!(
        findings(&named("WasmAbiVersion_one").bytes()),
        one("WasmAbiVersion_one")
    );
    for name in [
        "WasmAbiVersion_2_0",
        "WasmAbiVersion_1_1",
        "WasmAbiVersion_0_0",
    ] {
        let number = name.trim_start_matches("WasmAbiVersion_").replace('_', ".");
        refuses(
            &named(name),
            &[&format!(
                "export WasmAbiVersion_X_Y: found {name}, for version {number}, expected 1.0 to \
                 1.0: WasmAbiVersion_1_0, for version 1.0"
            )],
        );
    }
    refuses(
        &version("(func (export \"WasmAbiVersion_1_0\") (export \"WasmAbiVersion_2_0\"))"),
        &[
            "export WasmAbiVersion_X_Y: found WasmAbiVersion_1_0, WasmAbiVersion_2_0, expected \
             exactly one: WasmAbiVersion_1_0, for version 1.0",
        ],
    );
    refuses(
        &version("(func (export \"WasmAbiVersion_1_0\") (result i32) (i32.const 1))"),
        &["export WasmAbiVersion_1_0: found a function () -> i32, expected a function ()"],
    );
}

#[test]
fn exports_must_be_there_with_their_types() {
    let text = Guest::default().text();
    for (from, to, expected) in [
        (
            "(export \"WasmInit\")",
            "",
            "export WasmInit: found none, expected a function ()",
        ),
        (
            "(export \"WasmMalloc\") (param $size i32)",
            "(export \"WasmMalloc\") (param $size i32) (param i64)",
            "export WasmMalloc: found a function (i32, i64) -> i32, expected a function (size: \
             i32) -> i32",
        ),
        (
            "(func (export \"WasmFinit\") )",
            "(table (export \"WasmFinit\") 1 funcref)",
            "export WasmFinit: found a table, expected a function ()",
        ),
        (
            "(memory (export \"memory\") 1)",
            "(memory 1)",
            "export memory: found none, expected one 32-bit memory that is not shared",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let bytes = wat::parse_str(text.replace(from, to)).unwrap();
        assert_eq!(findings(&bytes), [expected]);
    }
}

#[test]
fn capabilities_have_types_too() {
    let guest = |more: &str| Guest::default().with(more);
    refuses(
        &guest("(func (export \"WasmOnReadPage\") (param i32))"),
        &[
            "export WasmOnReadPage: found a function (i32), expected a function (ctx_id: i32, \
             page_ptr: i32)",
        ],
    );
    let allowed = "expected an immutable i32 global with the address of a block";
    for (global, found) in [
        (
            "(global (export \"WasmFault\") (mut i32) (i32.const 0))",
            "a mutable i32 global",
        ),
        (
            "(global (export \"WasmFault\") i64 (i64.const 0))",
            "an immutable i64 global",
        ),
        ("(func (export \"WasmFault\"))", "a function"),
    ] {
        refuses(
            &guest(global),
            &[&format!("export WasmFault: found {found}, {allowed}")],
        );
    }
    for (name, address, bytes) in [("WasmFault", 65_497, 40), ("WasmArena", -1_i32, 12)] {
        let global = format!("(global (export \"{name}\") i32 (i32.const {address}))");
        let address = address.cast_unsigned();
        refuses(
            &guest(&global),
            &[&format!(
                "export {name}: found address {address}, expected {bytes} bytes within the 65536 \
                 of the initial memory"
            )],
        );
    }
}

#[test]
fn imports_are_the_contracts_only() {
    let only = "expected only env.HostGetElem, env.HostReadElems";
    let import = |text: &str| {
        let mut guest = Guest::default();
        guest.imports.push_str(text);
        guest
    };
    for (text, found) in [
        (
            r#"(import "env" "HostLog" (func (param i32)))"#,
            "import env.HostLog: found a function (i32)",
        ),
        (
            r#"(import "wasi" "HostGetElem" (func (param i32 i32) (result i32)))"#,
            "import wasi.HostGetElem: found a function (i32, i32) -> i32",
        ),
        (
            r#"(import "env" "table" (table 1 funcref))"#,
            "import env.table: found a table",
        ),
        (
            r#"(import "env" "g" (global i32))"#,
            "import env.g: found a global",
        ),
    ] {
        refuses(&import(text), &[&format!("{found}, {only}")]);
    }
    refuses(
        &import(r#"(import "env" "HostGetElem" (func (param i32)))"#),
        &[
            "import env.HostGetElem: found a function (i32), expected a function (key_ptr: i32, \
             elem_ptr_ptr: i32) -> i32",
        ],
    );
    refuses(
        &import(r#"(import "env" "HostGetElem" (func (param i32 i32) (result i32)))"#),
        &["import env.HostGetElem: found more than one, expected each import at most once"],
    );
}

#[test]
fn memories_that_a_host_cannot_reach() {
    let memory = |text: &str| Guest {
        memory: text.into(),
        ..Guest::default()
    };
    for (text, proposal) in [
        (r#"(memory (export "memory") 1 1 shared)"#, "threads"),
        (
            r#"(memory (export "memory") 1) (memory 1)"#,
            "multiple memories",
        ),
        (r#"(memory (export "memory") i64 1)"#, "memory64"),
    ] {
        let found = findings(&memory(text).bytes());
        assert_eq!(found.len(), 1, "{found:?}");
        let begin = format!("module: found the proposal {proposal}");
        assert!(found[0].starts_with(&begin), "{found:?}");
    }
}

#[test]
fn code_beyond_the_contracts_wasm_is_refused() {
    for more in [
        "(func (result v128) (v128.const i64x2 0 0))",
        "(func $tail (return_call $tail))",
        "(func (param i32) (drop (i32.atomic.load (local.get 0))))",
    ] {
        let found = findings(&Guest::default().with(more).bytes());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("module: found "), "{found:?}");
    }
}

#[test]
fn manifests_must_not_contradict_themselves() {
    let with = |bytes: Option<Vec<u8>>| Guest {
        manifest: bytes,
        ..Guest::default()
    };
    let none = ["custom section heeus.manifest: found none, expected at least one entry"];
    refuses(&with(None), &none);
    refuses(&with(Some(Vec::new())), &none);
    let mut torn = manifest();
    torn.pop();
    let found = findings(&with(Some(torn)).bytes());
    assert!(
        found[0].starts_with("custom section heeus.manifest: found a bad "),
        "{found:?}"
    );

    let extension = |name: &str, kind| Extension::new(name, kind);
    let mut reserved = extension("XasmRun", ExtensionKind::Job).encode().unwrap();
    reserved[7] = b'W';
    refuses(
        &with(Some(reserved)),
        &[
            "custom section heeus.manifest: found a bad extension at byte 5, expected a name that \
             does not begin with Wasm",
        ],
    );
    let mut other = entity();
    other.value.pop();
    let entries = [
        extension("A", ExtensionKind::Command).encode().unwrap(),
        extension("A", ExtensionKind::Job).encode().unwrap(),
        entity().encode().unwrap(),
        entity().encode().unwrap(),
        other.encode().unwrap(),
    ];
    refuses(
        &with(Some(entries.concat())),
        &[
            "extension A: found two of this name, a command and a job, expected each name once",
            "entity test.View: found a view (Year: i32, Day: i32; partition fields: 1) \
             {Amount: i64, Note: string} and a view (Year: i32, Day: i32; partition fields: 1) \
             {Amount: i64}, expected each entity declared in one way",
        ],
    );
}

#[test]
fn sections_of_many_objects_are_one_manifest() {
    let more = Extension {
        doc: "does more".into(),
        ..Extension::new("More", ExtensionKind::Job)
    };
    let bytes = more.encode().unwrap();
    let escaped = escape(&bytes);
    let guest = Guest::default().with(&format!("(@custom \"heeus.manifest\" \"{escaped}\")"));
    let report = gate(&guest.bytes()).unwrap();
    let mut names: Vec<_> = report
        .manifest
        .extensions
        .iter()
        .map(|e| e.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["More", "Other", "Test"]);
}

#[test]
fn all_findings_come_at_once() {
    let guest = Guest {
        version: String::new(),
        memory: "(memory 1)".into(),
        manifest: None,
        ..Guest::default()
    };
    let mut guest = guest;
    guest.imports.push_str(r#"(import "env" "x" (func))"#);
    let text = guest.text().replace("(export \"WasmReset\")", "");
    let error = gate(&wat::parse_str(text).unwrap()).unwrap_err();
    let ErrorKind::Load(found) = &error.kind else {
        panic!("{error}")
    };
    let parts: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
    let all = [
        "export memory",
        "export WasmAbiVersion_X_Y",
        "custom section heeus.manifest",
        "export WasmReset",
        "import env.x",
    ];
    assert_eq!(parts, all);
    assert_eq!(error.to_string().lines().count(), 1);
}
