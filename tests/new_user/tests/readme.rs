//! The crate that README.md shows, built and tested as README.md says, outside of the workspace.

mod features;
mod outside;
mod scripts;
mod snippets;
mod trees;

use std::fs;
use std::path::{Path, PathBuf};

use heeus_host_testkit::host::engine::gate;
use outside::Outside;
use snippets::Snippets;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// The directory of this repository in README.md.
const BESIDE: &str = "../heeus-sdk";
/// The most bytes of this small module.
const MOST: usize = 12_000;

fn root() -> PathBuf {
    fs::canonicalize(ROOT).unwrap()
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The crate of README.md.
fn hello(snippets: &Snippets<'_>) -> Outside {
    let root = root();
    let manifest = snippets.file("Cargo.toml");
    assert_eq!(manifest.matches(BESIDE).count(), 2, "the sdk and the kit");
    let manifest = manifest.replace(BESIDE, root.to_str().unwrap());
    let [lib, test] = ["src/lib.rs", "src/tests.rs"].map(|path| (path, snippets.file(path)));
    Outside::enter(&root, "hello", &[("Cargo.toml", &manifest), lib, test])
}

#[test]
fn what_the_readme_shows_builds_and_passes_its_test() {
    let readme = readme();
    let snippets = Snippets::of(&readme);
    let outside = hello(&snippets);

    let [build, test] = snippets.commands("cargo ").try_into().unwrap();
    outside.run(build);
    let module = "wasm32-unknown-unknown/release/hello.wasm";
    assert!(readme.contains(&format!("target/{module}")));
    is_extension(&outside.built(module));

    let said = outside.run(test);
    for world in ["native", "wasm"] {
        let test = format!("visits_add_up::{world} ... ok");
        assert!(said.contains(&test), "{said}");
    }
    assert!(
        said.contains("test result: ok. 2 passed; 0 failed; 0 ignored"),
        "{said}"
    );
}

/// Checks that a host accepts the module, and that it is small.
fn is_extension(path: &Path) {
    let bytes = fs::read(path).unwrap();
    let report = gate(&bytes).unwrap();
    let names: Vec<_> = report
        .manifest
        .extensions
        .iter()
        .map(|known| &known.name)
        .collect();
    assert_eq!(names, ["Visit"]);
    assert!(bytes.len() <= MOST, "{} bytes", bytes.len());
}
