//! Macros of heeus-host-testkit.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use proc_macro::TokenStream;
use serde_json::{Map, Value};

/// Expands to the features of the crate that calls it: a `Result<&[(&str, bool, bool)], &str>`.
/// Each entry has the name of a feature, whether the crate is compiled with it, and whether it is
/// one of the default features. The error says why cargo could not list the names.
///
/// Only the compiler knows which features a crate is compiled with, and it answers for one name at
/// a time. So the macro gets the names from cargo, and asks the compiler about each of them.
#[proc_macro]
pub fn declared_features(_: TokenStream) -> TokenStream {
    let code = match features() {
        Ok(features) => {
            let usual = defaults(&features);
            let rows = features.keys().map(|name| {
                let usual = usual.contains(name.as_str());
                format!("({name:?}, ::core::cfg!(feature = {name:?}), {usual}),")
            });
            let rows: String = rows.collect();
            format!("::core::result::Result::Ok(&[{rows}])")
        }
        Err(why) => format!("::core::result::Result::Err({why:?})"),
    };
    let wrong = |error| format!("::core::compile_error!({:?})", format!("{error}"));
    code.parse().unwrap_or_else(|error| {
        let code = wrong(error);
        code.parse().unwrap_or_default()
    })
}

/// The features of this package, each with the features that it switches on.
fn features() -> Result<Map<String, Value>, String> {
    let dir = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let command = command
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .arg("--manifest-path")
        .arg(Path::new(&dir).join("Cargo.toml"))
        .current_dir(&dir);
    let output = command
        .output()
        .map_err(|error| format!("`cargo metadata` does not start: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`cargo metadata` failed: {}", said.trim()));
    }
    let answer: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("`cargo metadata` answered with no JSON: {error}"))?;
    let packages = answer["packages"].as_array().into_iter().flatten();
    let own = packages
        .into_iter()
        .find(|package| is_in(package, Path::new(&dir)));
    let own = own.ok_or("`cargo metadata` does not know the package")?;
    Ok(own["features"].as_object().cloned().unwrap_or_default())
}

/// Returns whether the `Cargo.toml` of the package is in `dir`. The file may be a symbolic link, so
/// directories are compared.
fn is_in(package: &Value, dir: &Path) -> bool {
    let manifest = package["manifest_path"].as_str().map(Path::new);
    let own = manifest.and_then(Path::parent).map(fs::canonicalize);
    matches!((own, fs::canonicalize(dir)), (Some(Ok(own)), Ok(dir)) if own == dir)
}

/// The feature `default`, and all features that it switches on.
fn defaults(features: &Map<String, Value>) -> BTreeSet<&str> {
    let (mut found, mut open) = (BTreeSet::new(), vec!["default"]);
    while let Some(name) = open.pop() {
        let Some((name, implied)) = features.get_key_value(name) else {
            continue;
        };
        if found.insert(name.as_str()) {
            let implied = implied.as_array().into_iter().flatten();
            // `name/feature` switches on the feature `name` too; `dep:name` and `name?/feature` do
            // not.
            let names = implied.filter_map(Value::as_str).filter_map(|one| {
                let name = one.split('/').next()?;
                (!one.starts_with("dep:") && !name.ends_with('?')).then_some(name)
            });
            open.extend(names);
        }
    }
    found
}
