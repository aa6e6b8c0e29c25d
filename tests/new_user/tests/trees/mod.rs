//! The crates that the tests of README.md's crate are built from.

use std::collections::BTreeSet;

use crate::outside::Outside;
use crate::snippets::Snippets;
use crate::{hello, readme, root};

/// The lines of `cargo tree` with these arguments.
fn tree(outside: &Outside, arguments: &str) -> BTreeSet<String> {
    let said = outside.run(&format!("cargo tree {arguments}"));
    let lines = said.lines().map(|line| line.trim_end_matches(" (*)"));
    lines.map(str::to_owned).collect()
}

/// Lua is for the feature `lua`. wasmtime compiles one file of C, with the program that links Rust.
#[test]
fn a_new_user_builds_no_lua() {
    let readme = readme();
    let outside = hello(&Snippets::of(&readme));
    let crates = tree(&outside, "--edges normal,build,dev --prefix none");
    let has = |name: &str| {
        let mut crates = crates.iter();
        crates.any(|own| own.split(' ').next() == Some(name))
    };
    assert!(has("heeus-host-testkit") && has("wasmtime"), "{crates:#?}");
    for name in ["mlua", "mlua-sys", "lua-src", "luajit-src"] {
        assert!(!has(name), "{name}: {crates:#?}");
    }
    let above = tree(
        &outside,
        "--edges normal,build,dev --prefix depth --invert cc",
    );
    let direct: Vec<&str> = above
        .iter()
        .filter_map(|line| line.strip_prefix('1'))
        .filter_map(|own| own.split(' ').next())
        .collect();
    assert_eq!(direct, ["wasmtime"], "they compile C");
}

/// A crate with other features is built a second time, and so is all that depends on it: this test
/// would build wasmtime anew, and so would a workspace in which only some crates use a feature.
#[test]
fn a_new_user_shares_the_crates_of_this_workspace() {
    let readme = readme();
    let outside = hello(&Snippets::of(&readme));
    let crates = "--edges normal,dev,no-proc-macro --prefix none --format {p}={f}";
    let theirs = tree(&outside, crates);
    let manifest = root().join("Cargo.toml");
    let workspace = format!(
        "--workspace --manifest-path {} {crates}",
        manifest.display()
    );
    let ours = tree(&outside, &workspace);
    let from_elsewhere = |line: &&String| line.contains('=') && !line.contains('(');
    assert!(
        theirs.iter().filter(from_elsewhere).count() > 40,
        "{theirs:#?}"
    );
    let other: Vec<&String> = theirs.difference(&ours).filter(from_elsewhere).collect();
    assert!(
        other.is_empty(),
        "features that differ from those of this workspace: {other:#?}\nhost/Cargo.toml may name \
         the crate, with the features that it has here"
    );
}
