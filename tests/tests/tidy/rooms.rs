//! Code that is allowed only in some rooms.

use super::source::Source;
use super::tree::{is_in, paths, read, sources};
use super::{Finding, check_rule};

/// The directories in which code accesses raw memory.
const RAW: [&str; 4] = [
    "sdk/src/arena/",
    "sdk/src/door/",
    "sdk/src/entry/",
    // A guest without the SDK.
    "tests/voedger/guest/",
];
/// Sources that must not compile.
const MISUSES: &str = "sdk/tests/ui/";

#[test]
fn unsafe_code_is_in_the_arena_and_at_the_door() {
    let mut findings = Vec::new();
    for source in sources(|path| !is_in(path, &RAW) && !path.starts_with(MISUSES)) {
        for at in source.words("unsafe") {
            findings.push(source.finding(at, "`unsafe`"));
        }
        for at in source.words("extern") {
            if source.code[at..].starts_with("extern \"") {
                findings.push(source.finding(at, "`extern \"..\"`"));
            }
        }
    }
    check_rule(
        "`unsafe` and `extern \"C\"` are only in sdk/src/arena, sdk/src/door, sdk/src/entry and \
         tests/voedger/guest",
        "use what those rooms offer, or move the code there",
        &findings,
    );
}

/// Returns whether the lines right before this byte have a note on safety. The note is a comment
/// above the attributes and the beginning of the statement that contains the byte.
fn has_safety_note(source: &Source, at: usize) -> bool {
    let lines: Vec<&str> = source.text[..at].lines().map(str::trim).collect();
    let Some((here, above)) = lines.split_last() else {
        return false;
    };
    let noted = |line: &str| line.contains("SAFETY:") || line.contains("# Safety");
    let ends = |line: &&&str| line.is_empty() || line.ends_with([';', '}']);
    noted(here)
        || above
            .iter()
            .rev()
            .take_while(|line| !ends(line))
            .any(|line| noted(line))
}

/// Returns whether this byte is in the body of an `unsafe impl`, whose note covers all of it.
fn is_in_unsafe_impl(source: &Source, at: usize) -> bool {
    let before = &source.code[..at];
    let begin = before.rfind("\nunsafe impl");
    begin.is_some_and(|begin| before.rfind("\n}").is_none_or(|end| end < begin))
}

/// Returns whether it is code that needs a note: no attribute, no type, no list of foreign
/// functions.
fn needs_a_note(source: &Source, at: usize) -> bool {
    let rest = source.code[at + "unsafe".len()..].trim_start();
    let foreign = rest.strip_prefix("extern \"");
    let list = foreign.is_some_and(|rest| rest.trim_start_matches([' ', '"']).starts_with('{'));
    let method = rest.starts_with("fn ") && is_in_unsafe_impl(source, at);
    !(rest.starts_with('(') || rest.starts_with("fn(") || list || method)
}

#[test]
fn every_unsafe_says_why_it_is_sound() {
    let mut findings = Vec::new();
    for source in sources(|path| is_in(path, &RAW)) {
        for at in source.words("unsafe") {
            if needs_a_note(&source, at) && !has_safety_note(&source, at) {
                findings.push(source.finding(at, "no note on safety"));
            }
        }
    }
    check_rule(
        "every `unsafe` block and impl has a `// SAFETY:` comment, every `unsafe fn` a `# Safety` \
         section",
        "say above it why it is sound, with the promise that it relies on",
        &findings,
    );
}

#[test]
fn a_note_on_safety_is_found_where_it_belongs() {
    let source = |text: &str| Source::new(text, "x.rs");
    let noted = |text: &str| {
        let source = source(text);
        let at = *source.words("unsafe").last().unwrap();
        needs_a_note(&source, at).then(|| has_safety_note(&source, at))
    };
    assert_eq!(noted("// SAFETY: so.\nlet a = unsafe { b };"), Some(true));
    assert_eq!(
        noted("// SAFETY: so.\nlet a =\n    unsafe { b };"),
        Some(true)
    );
    assert_eq!(
        noted("// SAFETY: so.\nlet c = d;\nlet a = unsafe { b };"),
        Some(false)
    );
    assert_eq!(
        noted("/// # Safety\n/// So.\n#[inline]\nunsafe fn f() {}"),
        Some(true)
    );
    assert_eq!(noted("/// So.\nunsafe fn f() {}"), Some(false));
    assert_eq!(noted("unsafe impl A for B {}"), Some(false));
    assert_eq!(
        noted("\nunsafe impl A for B {\n    unsafe fn f() {}\n}"),
        None
    );
    assert_eq!(noted("type F = unsafe fn(); #[unsafe(no_mangle)]"), None);
}

/// A crate behind a trait, the rooms that may name it, and the manifests that may depend on it.
struct Kept {
    name: &'static str,
    rooms: &'static [&'static str],
    manifests: &'static [&'static str],
}

const KEPT: [Kept; 6] = [
    Kept {
        name: "wasmtime",
        rooms: &["host/src/engine/wasm/", "bench/", "tests/tests/tidy/"],
        manifests: &["Cargo.toml", "host/Cargo.toml", "bench/Cargo.toml"],
    },
    Kept {
        name: "mlua",
        rooms: &[
            "host/src/engine/lua/",
            "host/tests/lua/",
            "bench/src/peers/",
            "fuzz/src/targets/lua_patterns.rs",
            "tests/tests/tidy/",
        ],
        manifests: &[
            "Cargo.toml",
            "host/Cargo.toml",
            "bench/Cargo.toml",
            "fuzz/Cargo.toml",
        ],
    },
    Kept {
        name: "redb",
        rooms: &["host/src/storage/durable/", "tests/tests/tidy/"],
        manifests: &["Cargo.toml", "host/Cargo.toml"],
    },
    Kept {
        name: "prometheus",
        rooms: &[
            "host/src/metrics/text.rs",
            "host/tests/",
            "tests/tests/tidy/",
        ],
        manifests: &["Cargo.toml", "host/Cargo.toml"],
    },
    Kept {
        name: "ureq",
        rooms: &["host/src/external/web/", "tests/tests/tidy/"],
        manifests: &["Cargo.toml", "host/Cargo.toml"],
    },
    Kept {
        name: "rustls",
        rooms: &[
            "host/src/external/smtp/",
            "host/src/external/tls.rs",
            "host/src/external/web/",
            "host/tests/external/",
            "tests/tests/tidy/",
        ],
        manifests: &["Cargo.toml", "host/Cargo.toml"],
    },
];

#[test]
fn machines_the_database_and_clients_are_named_in_their_own_rooms() {
    let mut findings = Vec::new();
    for kept in &KEPT {
        let name = kept.name;
        let sources = sources(|path| !is_in(path, kept.rooms));
        for source in sources {
            for at in source.words(name) {
                findings.push(source.finding(at, format!("`{name}`")));
            }
        }
        let manifests = paths().into_iter().filter(|path| {
            path.ends_with("Cargo.toml") && !kept.manifests.contains(&path.as_str())
        });
        for path in manifests {
            let text = read(&path);
            if let Some(line) = text.lines().position(|line| line.starts_with(name)) {
                findings.push(Finding {
                    place: format!("{path}:{}", line + 1),
                    what: format!("depends on `{name}`"),
                });
            }
        }
    }
    check_rule(
        "`wasmtime` is named under host/src/engine/wasm only, `mlua` under host/src/engine/lua, \
         `redb` under host/src/storage/durable, `prometheus` in host/src/metrics/text.rs, clients \
         for the world outside under host/src/external",
        "ask through `Engine`, `Storage` or a trait of `external`, or add to it what is missing",
        &findings,
    );
}

#[test]
fn the_host_names_the_sdk_in_two_rooms() {
    let rooms = ["host/src/engine/builtin/", "host/src/partition/typed.rs"];
    let mut findings = Vec::new();
    for source in sources(|path| path.starts_with("host/src/") && !is_in(path, &rooms)) {
        for at in source.words("heeus_sdk") {
            findings.push(source.finding(at, "`heeus_sdk`"));
        }
    }
    check_rule(
        "the host names the SDK in host/src/engine/builtin and host/src/partition/typed.rs only, \
         which the feature `builtin` switches on",
        "use the contract, heeus-abi",
        &findings,
    );
}
