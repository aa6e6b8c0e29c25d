//! Modules that are made of several crates or modules with extensions.

use std::path::Path;
use std::sync::Arc;

use heeus_host::engine::{Capabilities, CompiledModule, EngineConfig, gate};
use heeus_host_testkit::fixture::WasmFile;
use heeus_host_testkit::prelude::*;

fn guest(name: &str) -> Fixture {
    Fixture::new(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("guests")
            .join(name),
    )
}

fn built(fixture: &Fixture) -> Arc<WasmFile> {
    fixture.wasm().unwrap_or_else(|error| panic!("{error}"))
}

/// The names of the extensions and entities in a module's manifest.
fn names_in(wasm: &WasmFile) -> Vec<String> {
    let manifest = gate(wasm.bytes())
        .unwrap_or_else(|error| panic!("{error}"))
        .manifest;
    let extensions = manifest
        .extensions
        .into_iter()
        .map(|extension| extension.name);
    let entities = manifest.entities.into_iter().map(|entity| entity.name);
    let mut names: Vec<String> = extensions.chain(entities).collect();
    names.sort_unstable();
    names
}

/// The extensions and entities of the guest `bundle`, those of its library included.
const ALL: [&str; 4] = ["Balance", "Inside", "Owe", "library.Balance"];

#[test]
fn extensions_of_a_library_run_like_those_of_the_module() {
    assert_eq!(names_in(&built(&guest("bundle"))), ALL);
    let mut kit = Kit::of(&guest("bundle"));
    let customer = || record! { Customer: RecordId(7) };
    kit.run("Owe", customer().with("Euros", 12i64).with("Cents", 5i64))
        .expect_intents([insert_view("library.Balance", customer()).with("Cents", 1205i64)]);
    kit.run("Balance", customer())
        .expect_intents([result(record! { Cents: 1205i64 })]);
    kit.run("Inside", record! {}).expect_ok();
}

#[test]
fn a_module_exports_what_the_contract_names_and_two_addresses() {
    for name in ["bundle", "everything", "typed"] {
        let wasm = built(&guest(name));
        let report = gate(wasm.bytes()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            report.extra_exports,
            ["__data_end", "__heap_base"],
            "{name}"
        );
        assert!(
            matches!(
                report.capabilities,
                Capabilities {
                    pages: true,
                    fault: Some(_),
                    arena: Some(_)
                }
            ),
            "{name}: {:?}",
            report.capabilities
        );
    }
}

/// A crate built with the usual release options, and with this `lto`.
fn unoptimised(name: &str, lto: &str) -> Fixture {
    let mut fixture = guest(name);
    for (option, value) in [
        ("LTO", lto),
        ("OPT_LEVEL", "0"),
        ("CODEGEN_UNITS", "16"),
        ("DEBUG_ASSERTIONS", "true"),
        ("OVERFLOW_CHECKS", "true"),
    ] {
        fixture = fixture.env(format!("CARGO_PROFILE_RELEASE_{option}"), value);
    }
    fixture
}

/// The linker takes from a library only what something refers to, and nothing refers to an
/// extension. Link-time optimisation reads the whole library, so the profile of guests has `lto`.
#[test]
fn without_lto_extensions_of_a_library_are_lost_without_a_word() {
    assert_eq!(names_in(&built(&unoptimised("bundle", "off"))), ["Owe"]);
    assert_eq!(names_in(&built(&unoptimised("bundle", "thin"))), ALL);
}

#[test]
fn an_unoptimised_module_keeps_the_contract() {
    let wasm = built(&unoptimised("bundle", "thin"));
    let report = gate(wasm.bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.extra_exports, ["__data_end", "__heap_base"]);
    let mut kit = Kit::of(&unoptimised("bundle", "thin"));
    for _ in 0..3 {
        let outcome = kit.run("Balance", record! { Customer: RecordId(1) });
        outcome.expect_error("the element does not exist");
    }
    kit.run(
        "Owe",
        record! { Customer: RecordId(1), Euros: i64::MAX, Cents: 0i64 },
    )
    .expect_error("too much");
}

#[test]
fn equal_extensions_of_two_crates_are_refused_however_they_are_linked() {
    for fixture in [guest("shadow"), unoptimised("shadow", "thin")] {
        let wasm = built(&fixture);
        let module = CompiledModule::new(wasm.name(), wasm.bytes(), &EngineConfig::default());
        let error = module.unwrap_err().to_string();
        let expected = "guest_shadow.wasm: load: refused: extension Balance: found two of this \
                        name, a query and a query, expected each name once (ABI.md, section 12)";
        assert_eq!(error, expected);
    }
}

#[test]
fn two_extensions_of_one_name_are_refused_and_both_are_named() {
    let wasm = built(&guest("twins"));
    let module = CompiledModule::new(wasm.name(), wasm.bytes(), &EngineConfig::default());
    let error = module.unwrap_err().to_string();
    let expected = "guest_twins.wasm: load: refused: extension Twin: found two of this name, a \
                    command and a query, expected each name once (ABI.md, section 12)";
    assert_eq!(error, expected);
}
