//! Tests of scripts without the feature `lua` of the kit.

use crate::outside::Outside;
use crate::root;

const MANIFEST: &str = r#"[package]
name = "scripts"
version = "0.1.0"
edition = "2024"

[dev-dependencies]
heeus-host-testkit = { path = "ROOT/host-testkit" }
"#;

const LIB: &str = r"#[cfg(test)]
mod tests {
    use heeus_host_testkit::prelude::*;

    three_worlds!(all_do_the_same);

    fn all_do_the_same(_: &mut Kit) {}
}
";

#[test]
fn three_worlds_names_the_feature_that_it_needs() {
    let root = root();
    let manifest = MANIFEST.replace("ROOT", root.to_str().unwrap());
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", LIB)];
    let outside = Outside::enter(&root, "scripts", &files);
    let said = outside.fails("cargo test --no-run");
    assert!(
        said.contains("`three_worlds!` needs the feature `lua` of heeus-host-testkit"),
        "{said}"
    );
    assert_eq!(
        said.matches("error: ").count(),
        2,
        "and that it failed: {said}"
    );
}
