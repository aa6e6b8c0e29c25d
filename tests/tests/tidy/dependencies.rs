//! The crates that a guest consists of.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts so"
)]

use std::collections::BTreeMap;
use std::process::Command;

use expect_test::{Expect, expect};

use super::tree::root;

/// The crates from which a guest is linked, as a tree, with versions only for crates from
/// elsewhere.
fn tree(package: &str, features: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["tree", "--offline", "--target", "wasm32-unknown-unknown"])
        .args([
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "depth",
            "--package",
            package,
        ])
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .current_dir(root());
    let output = command.output().expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {errors}\nwhere a crate is missing: `cargo fetch`"
    );
    let lines = String::from_utf8(output.stdout).expect("cargo prints text");
    lines.lines().map(shown).collect()
}

/// `1heeus-abi v0.1.0 (/path)` as `  heeus-abi`.
fn shown(line: &str) -> String {
    let name = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let depth: usize = line[..line.len() - name.len()].parse().expect("a depth");
    let name = match name.split_once(" v") {
        Some((own, rest)) if rest.contains('/') || rest.contains('\\') => own,
        _ => name,
    };
    format!("{}{name}\n", "  ".repeat(depth))
}

#[track_caller]
fn is(package: &str, features: &[&str], expected: &Expect) {
    // To accept another tree: `UPDATE_EXPECT=1 cargo test -p heeus-tests --test tidy`.
    expected.assert_eq(&tree(package, features));
}

#[test]
fn a_guest_is_made_of_two_crates_besides_its_own() {
    is(
        "orders",
        &[],
        &expect![[r#"
        orders
          heeus-sdk
            heeus-abi
    "#]],
    );
}

#[test]
fn the_facade_of_logs_adds_itself() {
    is(
        "heeus-sdk",
        &["log"],
        &expect![[r#"
        heeus-sdk
          heeus-abi
          log v0.4.35
    "#]],
    );
}

#[test]
fn a_heap_adds_an_allocator() {
    is(
        "guest-statics",
        &["heap-dlmalloc"],
        &expect![[r#"
        guest-statics
          heeus-sdk
            dlmalloc v0.2.14
              cfg-if v1.0.5
            heeus-abi
          spin v0.10.1
    "#]],
    );
    is(
        "guest-statics",
        &["heap-wee"],
        &expect![[r#"
        guest-statics
          heeus-sdk
            heeus-abi
            wee_alloc v0.4.5
              cfg-if v0.1.10
              memory_units v0.4.0
          spin v0.10.1
    "#]],
    );
}

/// The crates that a package is built from, each with its features.
fn crates(package: &str, features: &str) -> BTreeMap<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])
        .args([
            "--format",
            "{p} with {f}",
            "--package",
            package,
            "--features",
            features,
        ])
        .current_dir(root());
    let output = command.output().expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    let lines = String::from_utf8(output.stdout).expect("cargo prints text");
    let lines = lines.lines().map(|line| line.trim_end_matches(" (*)"));
    let parts = lines.filter_map(|line| line.split_once(" with "));
    parts
        .map(|(name, features)| (name.to_owned(), features.to_owned()))
        .collect()
}

/// If a feature switches on a feature of a dependency, everything that depends on it is built a
/// second time.
#[test]
fn a_feature_adds_crates_and_changes_none() {
    for (package, features) in [
        (
            "heeus-host",
            &["builtin", "durable", "http", "lua", "mail", "metrics"][..],
        ),
        ("heeus-host-testkit", &["lua", "proptest"]),
        ("heeus-sdk", &["log", "heap-dlmalloc", "heap-wee"]),
    ] {
        let plain = crates(package, "");
        assert!(plain.len() > 3, "{plain:?}");
        for feature in features {
            let with = crates(package, feature);
            // A feature of the kit may be one of the host.
            let own = |name: &str| name.starts_with("heeus-");
            for (name, features) in plain.iter().filter(|(name, _)| !own(name)) {
                assert_eq!(
                    with.get(name),
                    Some(features),
                    "{package}, {feature}: {name}"
                );
            }
        }
    }
}
