//! The public names of the SDK, the host and the kit: few at each root, and one path for each.

use std::collections::BTreeMap;

use syn::{Attribute, Item, Visibility};

use super::names::leaves;
use super::tree::{read, sources};
use super::{Finding, check_rule};

/// The names at the root: those that the source of an ordinary extension has.
const ROOT: [&str; 20] = [
    "CommandContext",
    "Context",
    "Entity",
    "Error",
    "ExtensionError",
    "Field",
    "JobContext",
    "LogLevel",
    "ProjectorContext",
    "QName",
    "QueryContext",
    "Record",
    "RecordEntity",
    "RecordId",
    "Rows",
    "Singleton",
    "ValidatorContext",
    "View",
    "entity",
    "extension",
];
/// The modules at the root.
const MODULES: [&str; 10] = [
    "access", "field", "guide", "log", "native", "prelude", "select", "sys", "untyped", "values",
];
/// The files with the names of those modules that have names of their own. A macro writes the names
/// of `access`.
const FILES: [&str; 8] = [
    "sdk/src/lib.rs",
    "sdk/src/field.rs",
    "sdk/src/entry/native.rs",
    "sdk/src/select.rs",
    "sdk/src/sys/mod.rs",
    "sdk/src/untyped/mod.rs",
    "sdk/src/values/json/mod.rs",
    "sdk/src/values/mod.rs",
];

const _: () = assert!(ROOT.len() <= 20, "an author reads the root at one look");

/// The names at the root of the host: those of an app.
const HOST_ROOT: [&str; 21] = [
    "App",
    "AppConfig",
    "AppError",
    "AppRegistry",
    "Args",
    "Clock",
    "CommandOutput",
    "DeployError",
    "Differences",
    "FailedMail",
    "InvokeError",
    "JobRun",
    "OutboxStatus",
    "Package",
    "PendingReply",
    "ProjectorStatus",
    "ProjectorStop",
    "QueryOutput",
    "RebuildStatus",
    "Refusal",
    "Request",
];
const HOST_MODULES: [&str; 8] = [
    "engine", "error", "external", "metrics", "shown", "state", "storage", "trace",
];
const HOST_FILES: [&str; 9] = [
    "host/src/lib.rs",
    "host/src/engine/mod.rs",
    "host/src/error.rs",
    "host/src/external/mod.rs",
    "host/src/metrics/mod.rs",
    "host/src/shown.rs",
    "host/src/state/mod.rs",
    "host/src/storage/mod.rs",
    "host/src/trace.rs",
];

/// The names at the root of the kit: those that the functions and macros of ordinary tests name.
const KIT_ROOT: [&str; 23] = [
    "CommandAnswer",
    "Content",
    "DynRecord",
    "Failure",
    "Fakes",
    "HttpAnswer",
    "Intent",
    "Kit",
    "Outcome",
    "QName",
    "RecordId",
    "Scenario",
    "Twins",
    "World",
    "expect!",
    "expect_file!",
    "kit!",
    "module!",
    "record!",
    "three_worlds!",
    "twins!",
    "two_worlds!",
    "under_test!",
];
/// `host` and `proptest` are whole crates.
const KIT_MODULES: [&str; 5] = ["expect", "fixture", "host", "prelude", "proptest"];
const KIT_FILES: [&str; 3] = [
    "host-testkit/src/lib.rs",
    "host-testkit/src/expect/mod.rs",
    "host-testkit/src/fixture/mod.rs",
];

const _: () = assert!(HOST_ROOT.len() <= 25 && KIT_ROOT.len() <= 25);

/// Returns whether the documentation leaves an item out.
fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let of_doc = ["doc", "cfg_attr"].iter();
        let words = || attribute.meta.require_list().ok();
        of_doc.clone().any(|name| attribute.path().is_ident(name))
            && words().is_some_and(|list| list.tokens.to_string().contains("hidden"))
    })
}

/// The names that an item has for users.
fn names_of(item: &Item) -> Vec<String> {
    let (visibility, attributes, ident) = match item {
        Item::Const(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Enum(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Fn(item) => (&item.vis, &item.attrs, &item.sig.ident),
        Item::Mod(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Static(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Struct(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Trait(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Type(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Union(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
            let leaves = leaves(item).into_iter();
            let shown = leaves.filter(|_| !is_hidden(&item.attrs));
            // All names of a module would be names that nobody sees here.
            return shown
                .map(|(_, name)| name.unwrap_or_else(|| "*".into()))
                .collect();
        }
        _ => return Vec::new(),
    };
    let shown = matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes);
    shown.then(|| ident.to_string()).into_iter().collect()
}

fn items(file: &str) -> Vec<Item> {
    let parsed = syn::parse_file(&read(file));
    parsed
        .unwrap_or_else(|error| panic!("{file}: {error}"))
        .items
}

fn names(file: &str) -> Vec<String> {
    let mut names: Vec<String> = items(file).iter().flat_map(names_of).collect();
    names.sort();
    // A derive macro has the name of its trait.
    names.dedup();
    names
}

#[test]
fn the_root_has_the_names_of_an_ordinary_extension() {
    let mut expected: Vec<&str> = ROOT.into_iter().chain(MODULES).collect();
    expected.sort_unstable();
    assert_eq!(
        names("sdk/src/lib.rs"),
        expected,
        "a new name belongs to a module; a bound of generic code to `access` or `field`"
    );
}

/// The macros that other crates see, wherever they are written: they are at the root.
fn macros(room: &str) -> Vec<(String, String)> {
    let mut macros = Vec::new();
    for source in sources(|path| path.starts_with(room)) {
        for item in items(&source.path) {
            let Item::Macro(item) = item else { continue };
            let is_exported = |attribute: &Attribute| attribute.path().is_ident("macro_export");
            if item.attrs.iter().any(is_exported) && !is_hidden(&item.attrs) {
                let name = item.ident.map(|ident| ident.to_string());
                macros.push((source.path.clone(), name.unwrap_or_default()));
            }
        }
    }
    macros
}

#[test]
fn the_roots_of_host_and_kit_have_what_most_need() {
    let mut expected: Vec<&str> = HOST_ROOT.into_iter().chain(HOST_MODULES).collect();
    expected.sort_unstable();
    assert_eq!(names(HOST_FILES[0]), expected, "it belongs to a module");
    assert_eq!(macros("host/src/"), []);

    let mut expected: Vec<&str> = KIT_ROOT.into_iter().chain(KIT_MODULES).collect();
    expected.sort_unstable();
    let macros = macros("host-testkit/src/");
    let macros = macros.into_iter().map(|(_, name)| format!("{name}!"));
    let mut found: Vec<String> = names(KIT_FILES[0]).into_iter().chain(macros).collect();
    found.sort();
    assert_eq!(found, expected, "it belongs to `expect` or `fixture`");
}

#[test]
fn a_name_has_one_path() {
    one_path(&FILES, &MODULES);
    one_path(&HOST_FILES, &HOST_MODULES);
    one_path(&KIT_FILES, &KIT_MODULES);
}

fn one_path(files: &[&str], modules: &[&str]) {
    let mut found: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for &file in files {
        let names = names(file).into_iter();
        let is_root = Some(&file) == files.first();
        for name in names.filter(|name| !modules.contains(&name.as_str()) || !is_root) {
            if name == "*" {
                findings.push(Finding {
                    place: file.into(),
                    what: "all names of another module".into(),
                });
            }
            if let Some(other) = found.insert(name.clone(), file) {
                findings.push(Finding {
                    place: file.into(),
                    what: format!("`{name}` is in {other} too"),
                });
            }
        }
    }
    check_rule(
        "a name has one public path, beside that of the prelude",
        "keep the path that its users take, and hide the other",
        &findings,
    );
}

#[test]
fn macros_of_generated_code_are_hidden() {
    let findings: Vec<Finding> = macros("sdk/src/")
        .into_iter()
        .map(|(place, what)| Finding { place, what })
        .collect();
    check_rule(
        "a macro with `#[macro_export]` in the SDK is hidden",
        "write `#[doc(hidden)]`, and export it from the module that its users name",
        &findings,
    );
}

#[test]
fn public_names_are_distinguished_from_others() {
    let text =
        "pub mod a; mod b; #[doc(hidden)] pub mod c; #[cfg_attr(doc, doc(hidden))] pub mod d;
        pub use e::{F, g as H}; use i::J; pub(crate) use k::L; pub fn m() {} pub use n::*;
        #[doc(inline)] pub use o::P;";
    let parsed = syn::parse_file(text).unwrap();
    let names: Vec<String> = parsed.items.iter().flat_map(names_of).collect();
    assert_eq!(names, ["a", "F", "H", "m", "*", "P"]);
}
