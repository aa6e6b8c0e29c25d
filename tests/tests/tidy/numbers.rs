//! Names, numbers and offsets of the contract, whose literals occur in abi only.

use std::collections::BTreeMap;

use heeus_abi::{ARENA_GLOBAL, EXPORTS, FAULT_GLOBAL, Func, IMPORT_MODULE, IMPORTS};

use super::source::Source;
use super::tree::{is_in, is_shipped, read, sources};
use super::{Finding, check_rule};

/// The directory that defines the contract.
const ABI: &str = "abi/";
/// The directories that declare the guest's side of each function, for the linker.
const DECLARATIONS: [&str; 3] = ["sdk/src/arena/", "sdk/src/door/", "sdk/src/entry/"];

fn names() -> Vec<&'static str> {
    let exports = EXPORTS.iter().map(|export| export.func.name);
    let imports = IMPORTS.iter().map(|func| func.name);
    exports
        .chain(imports)
        .chain([FAULT_GLOBAL, ARENA_GLOBAL])
        .collect()
}

fn speak_of_the_abi(path: &str) -> bool {
    is_shipped(path) && !path.starts_with(ABI)
}

#[test]
fn names_of_the_contract_are_written_once() {
    let mut findings = Vec::new();
    for source in sources(|path| speak_of_the_abi(path) && !is_in(path, &DECLARATIONS)) {
        let end = source.before_tests();
        for name in names() {
            let literals = source
                .literals
                .iter()
                .filter(|(_, text)| text.contains(name));
            let literals = literals.map(|(at, _)| *at);
            for at in source
                .words(name)
                .into_iter()
                .chain(literals)
                .filter(|&at| at < end)
            {
                findings.push(source.finding(at, format!("`{name}`")));
            }
        }
    }
    check_rule(
        "a name of the contract is a literal in abi only",
        "write heeus_abi's constant (`export::RUN.name`, `import::GET_ELEM.name`, `FAULT_GLOBAL`)",
        &findings,
    );
}

/// Functions that a source declares for the linker: name, number of parameters, and whether there
/// is a result.
fn declared(path: &str, marks: &[&str]) -> BTreeMap<String, (usize, bool)> {
    let source = Source::new(&read(path), path);
    let mut found = BTreeMap::new();
    for (at, mark) in marks
        .iter()
        .flat_map(|mark| source.code.match_indices(mark))
    {
        let rest = &source.code[at + mark.len()..];
        let (name, rest) = rest.split_once('(').expect("a function has parameters");
        let (parameters, rest) = rest.split_once(')').expect("parameters end");
        let count = parameters
            .split(',')
            .filter(|part| !part.trim().is_empty())
            .count();
        let result = rest.trim_start().starts_with("->");
        found.insert(name.trim().to_owned(), (count, result));
    }
    assert!(
        !found.is_empty(),
        "{path} declares nothing: the marks {marks:?} are out of date"
    );
    found
}

fn contract(funcs: impl Iterator<Item = Func>) -> BTreeMap<String, (usize, bool)> {
    funcs
        .map(|func| (func.name.to_owned(), (func.params.len(), func.returns)))
        .collect()
}

#[test]
fn the_guest_declares_what_the_contract_names() {
    let exports = contract(EXPORTS.iter().map(|export| export.func));
    let files = ["sdk/src/entry/exports.rs", "sdk/src/arena/bump.rs"];
    let mut found = BTreeMap::new();
    for file in files {
        found.extend(declared(file, &["extern \" \" fn "]));
    }
    assert_eq!(found, exports, "{files:?} against heeus_abi::EXPORTS");
    let imports = contract(IMPORTS.iter().copied());
    let found = declared(
        "sdk/src/door/imports.rs",
        &["pub(super) fn Host".trim_end_matches("Host")],
    );
    let hosts = found
        .into_iter()
        .filter(|(name, _)| name.starts_with("Host"))
        .collect();
    assert_eq!(
        imports, hosts,
        "sdk/src/door/imports.rs against heeus_abi::IMPORTS"
    );
    let module = format!("wasm_import_module = \"{IMPORT_MODULE}\"");
    assert!(
        read("sdk/src/door/imports.rs").contains(&module),
        "sdk/src/door/imports.rs: expected `{module}`"
    );
    for (path, global) in [
        ("sdk/src/arena/fault.rs", FAULT_GLOBAL),
        ("sdk/src/arena/bump.rs", ARENA_GLOBAL),
    ] {
        let line = format!("#[unsafe(no_mangle)]\nstatic {global}: ");
        assert!(read(path).contains(&line), "{path}: expected `{line}`");
    }
}

/// Names of the values that are compared with numbers of the contract.
const CODES: [&str; 8] = [
    "code", "kind", "status", "storage", "op", "level", "cause", "ty",
];

/// A number at the start of a text: its digits.
fn digits(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end).filter(|digits| !digits.is_empty())
}

/// Numbers with which a source compares codes, except the 0 of "all is well".
fn compared(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for code in CODES {
        for at in source.words(code) {
            let rest = source.code[at + code.len()..].trim_start();
            let number = ["==", "!=", "<=", ">="]
                .iter()
                .find_map(|op| digits(rest.strip_prefix(op)?.trim_start()));
            if let Some(number) = number.filter(|number| *number != "0") {
                found.push((at, format!("`{code}` is held against {number}")));
            }
            if rest.starts_with('{') && source.code[..at].trim_end().ends_with("match") {
                let arms = rest[1..].split('\n').map(str::trim_start);
                let number = arms.take(4).find_map(digits);
                if let Some(number) = number {
                    found.push((at, format!("`{code}` is matched with {number}")));
                }
            }
        }
    }
    found
}

#[test]
fn codes_are_written_once() {
    let mut findings = Vec::new();
    for source in sources(speak_of_the_abi) {
        let end = source.before_tests();
        for (at, what) in compared(&source).into_iter().filter(|(at, _)| *at < end) {
            findings.push(source.finding(at, what));
        }
    }
    check_rule(
        "a code of the contract is a number in abi only",
        "make it an enum of heeus_abi by `TryFrom`, or name it: `const EXISTS: u32 = \
         GetCode::Exists.number();`",
        &findings,
    );
}

/// Files that encode numbers as bytes or decode them, each with the reason.
const WIRE: [(&str, &str); 7] = [
    (
        "bench/src/anatomy/machine.rs",
        "the address of an element, for which the contract has no block",
    ),
    (
        "host/src/engine/wasm/memory.rs",
        "a word of a guest's memory, at an address from elsewhere",
    ),
    (
        "host/src/engine/wasm/get.rs",
        "the address of an element, for which the contract has no block",
    ),
    (
        "host/src/storage/durable/base.rs",
        "what is in a file of the host, which no guest sees",
    ),
    ("host/src/storage/durable/folder.rs", "the same"),
    ("host/src/storage/durable/log.rs", "the same"),
    (
        "sdk/src/entry/sdk_manifest.rs",
        "an entry of the manifest, made while the guest is compiled, where no encoder runs",
    ),
];

#[test]
fn bytes_of_the_contract_are_made_and_read_in_one_crate() {
    let known = |path: &str| WIRE.iter().any(|(known, _)| *known == path);
    let mut findings: Vec<Finding> = Vec::new();
    for source in sources(|path| speak_of_the_abi(path) && !known(path)) {
        let end = source.before_tests();
        for way in ["from_le_bytes", "to_le_bytes"] {
            for at in source.words(way).into_iter().filter(|&at| at < end) {
                findings.push(source.finding(at, format!("`{way}`")));
            }
        }
    }
    check_rule(
        "little-endian bytes, which blocks are made of, are made and read in abi only",
        "use heeus_abi's encoders and readers; where it is no block, add the file and the reason \
         to `WIRE`",
        &findings,
    );
}

#[test]
fn every_exception_is_still_one() {
    for (path, why) in WIRE {
        assert!(
            read(path).contains("_le_bytes"),
            "{path} is excepted ({why}), but needs it no longer: remove it from `WIRE`"
        );
    }
}
