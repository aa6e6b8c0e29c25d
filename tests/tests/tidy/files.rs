//! Files, attributes, and things that must not occur at all.

use super::tree::{has_ending, paths, read, sources};
use super::{Finding, check_rule};

const MOST_LINES: usize = 400;

#[test]
fn files_are_small() {
    let long = |path: &String| {
        let written = ["rs", "lua", "wat", "toml", "sh"];
        if !written.iter().any(|ending| has_ending(path, ending)) {
            return None;
        }
        let lines = read(path).lines().count();
        (lines > MOST_LINES).then(|| Finding {
            place: format!("{path}:{}", MOST_LINES + 1),
            what: format!("{lines} lines"),
        })
    };
    check_rule(
        "a file has at most 400 lines",
        "find the two questions that it answers, and give each a file",
        &paths().iter().filter_map(long).collect::<Vec<_>>(),
    );
}

#[test]
fn no_module_is_kept_in_the_tree() {
    let wasm = |path: String| {
        has_ending(&path, "wasm").then(|| Finding {
            place: path,
            what: "a built module".into(),
        })
    };
    check_rule(
        "guests are built from source where they are needed; no .wasm lies in the tree",
        "remove it, and let `Fixture` build it or write it as .wat",
        &paths().into_iter().filter_map(wasm).collect::<Vec<_>>(),
    );
}

#[test]
fn no_test_is_ignored() {
    let mut findings = Vec::new();
    for source in sources(|path| path != "tests/tests/tidy/files.rs") {
        for at in source.words("ignore") {
            let before = source.code[..at].trim_end();
            if before.ends_with("#[") || (before.ends_with(',') && before.contains("cfg_attr")) {
                findings.push(source.finding(at, "`#[ignore]`"));
            }
        }
    }
    check_rule(
        "a test runs, or it is not there",
        "make it run, or remove it",
        &findings,
    );
}

#[test]
fn a_lint_that_is_silenced_says_why() {
    let mut findings = Vec::new();
    for source in sources(|_| true) {
        for word in ["allow", "expect"] {
            for at in source.words(word) {
                let rest = &source.code[at + word.len()..];
                let before = source.code[..at].trim_end();
                let attribute = before.ends_with("#[") || before.ends_with("#![");
                if !attribute || !rest.starts_with('(') {
                    continue;
                }
                let inside = rest.split(']').next().unwrap_or_default();
                if !inside.contains("reason") {
                    findings.push(source.finding(at, format!("`#[{word}(..)]` without a reason")));
                }
            }
        }
    }
    check_rule(
        "`#[allow]` and `#[expect]` have a `reason`",
        "say why the lint is wrong here, or do what it wants",
        &findings,
    );
}

#[test]
fn every_crate_has_the_workspaces_lints() {
    let without = |path: String| {
        let text = read(&path);
        let own = text.contains("[package]") && !text.contains("[workspace]");
        let named = text.contains("[lints]\nworkspace = true");
        (path.ends_with("Cargo.toml") && own && !named).then(|| Finding {
            place: format!("{path}:1"),
            what: "no workspace lints".into(),
        })
    };
    let manifests = paths()
        .into_iter()
        .filter(|path| path.ends_with("Cargo.toml"));
    check_rule(
        "every crate of the workspace has `[lints] workspace = true`",
        "add these two lines to its Cargo.toml",
        &manifests.filter_map(without).collect::<Vec<_>>(),
    );
}
