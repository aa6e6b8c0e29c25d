//! Crates that are written here, built to wasm by the fixture.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use heeus_host_testkit::prelude::*;
use heeus_host_testkit::{FixtureError, Toolchain};

const GUEST: &str = r#"
#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern "C" fn always() {}
#[cfg(feature = "usual")]
#[unsafe(no_mangle)]
pub extern "C" fn usual() {}
#[cfg(feature = "extra")]
#[unsafe(no_mangle)]
pub extern "C" fn extra() {}
#[cfg(from_config)]
#[unsafe(no_mangle)]
pub extern "C" fn from_config() {}
#[cfg(from_env)]
#[unsafe(no_mangle)]
pub extern "C" fn from_env() {}
"#;

/// Writes a crate of this name; its files change only where their text does, so cargo builds it once.
fn write_crate(name: &str, crate_type: &str, source: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n[workspace]\n{crate_type}\n\
         [features]\ndefault = [\"usual\"]\nusual = []\nextra = []\n\
         [lints.rust]\nunexpected_cfgs = \"allow\"\n[profile.release]\npanic = \"abort\"\n"
    );
    write(&dir.join("Cargo.toml"), &manifest);
    write(&dir.join("src/lib.rs"), source);
    dir
}

fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const CDYLIB: &str = "[lib]\ncrate-type = [\"cdylib\"]";

/// Whether the module exports a function of this name, told from the bytes of the export section.
fn exports(wasm: &[u8], name: &str) -> bool {
    let entry = [&[u8::try_from(name.len()).unwrap()], name.as_bytes(), &[0]].concat();
    wasm.windows(entry.len()).any(|window| window == entry)
}

#[test]
fn a_crate_is_built_once_for_each_set_of_options() {
    let fixture = Fixture::new(write_crate("fixture-options", CDYLIB, GUEST));
    let usual = fixture.wasm().unwrap();
    assert!(usual.bytes().starts_with(b"\0asm"));
    assert_eq!(usual.name(), "fixture_options.wasm");
    assert!(exports(usual.bytes(), "always") && exports(usual.bytes(), "usual"));
    assert!(!exports(usual.bytes(), "extra"));
    assert!(Arc::ptr_eq(&usual, &fixture.wasm().unwrap()));

    let other = fixture.clone().no_default_features().features(["extra"]);
    let other = other.wasm().unwrap();
    assert!(exports(other.bytes(), "extra") && !exports(other.bytes(), "usual"));
    assert_eq!(
        fs::read(usual.path()).unwrap(),
        **usual.bytes(),
        "one variant took the other's file"
    );

    let env = fixture.env("RUSTFLAGS", "--cfg from_env").wasm().unwrap();
    assert!(exports(env.bytes(), "from_env"));
}

#[test]
fn all_threads_share_one_build() {
    let fixture = Fixture::new(write_crate("fixture-threads", CDYLIB, GUEST));
    let built = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| fixture.wasm())).collect();
        let built = threads.into_iter().map(|thread| thread.join().unwrap());
        built.collect::<Result<Vec<_>, _>>().unwrap()
    });
    assert!(built.windows(2).all(|two| Arc::ptr_eq(&two[0], &two[1])));
}

#[test]
fn the_authors_configuration_is_what_is_built() {
    let dir = write_crate("fixture-config", CDYLIB, GUEST);
    write(
        &dir.join(".cargo/config.toml"),
        "[target.wasm32-unknown-unknown]\nrustflags = [\"--cfg\", \"from_config\"]\n",
    );
    let built = Fixture::new(dir).wasm().unwrap();
    assert!(exports(built.bytes(), "from_config"));
}

/// The test above, in a process whose environment would break any build that saw it.
#[test]
fn what_is_set_for_the_tests_does_not_reach_the_guest() {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "the_authors_configuration_is_what_is_built"])
        .env("RUSTFLAGS", "-Clinker=/nowhere/ld -Cinstrument-coverage")
        .env("CARGO_ENCODED_RUSTFLAGS", "-Clinker=/nowhere/ld")
        .env("RUSTC", "/nowhere/rustc")
        .env("RUSTC_WORKSPACE_WRAPPER", "/nowhere/wrapper")
        .env("CARGO_BUILD_TARGET", "no-such-target")
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}");
    assert!(stdout.contains("1 passed"), "{stdout}");
}

#[test]
fn the_compilers_own_words_are_in_the_error() {
    let source = format!("{GUEST}pub fn broken() -> u8 {{ no_such_name }}");
    let dir = write_crate("fixture-broken", CDYLIB, &source);
    let error = Fixture::new(&dir).wasm().unwrap_err();
    let FixtureError::Build { manifest, output } = &error else {
        panic!("{error}");
    };
    assert_eq!(manifest, &dir.join("Cargo.toml"));
    assert!(output.contains("E0425") && output.contains("no_such_name"));
    assert!(output.contains("src/lib.rs:"), "{output}");
    assert!(error.to_string().contains(output));
}

#[test]
fn a_library_that_is_no_module_is_told_what_to_add() {
    let dir = write_crate("fixture-rlib", "", "");
    let error = Fixture::new(&dir).wasm().unwrap_err();
    assert!(
        matches!(&error, FixtureError::NotCdylib { crate_types, .. } if crate_types == &["lib"])
    );
    let text = error.to_string();
    assert!(
        text.contains(r#"crate-type = ["cdylib", "rlib"]"#),
        "{text}"
    );
    assert!(text.contains("fixture-rlib/Cargo.toml"), "{text}");
}

#[test]
fn a_directory_without_a_package_is_named() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for dir in [here.join("src"), here.join("no-such-dir"), here.join("..")] {
        let error = Fixture::new(&dir).wasm().unwrap_err();
        assert!(
            matches!(error, FixtureError::NoPackage { .. }),
            "{}: {error}",
            dir.display()
        );
    }
}

#[test]
fn the_toolchain_says_what_it_is() {
    let found = Toolchain::find().unwrap();
    assert!(found.rustc.starts_with("rustc 1."), "{found:?}");
}

/// The example that holds what the SDK itself weighs.
fn minimal() -> Fixture {
    Fixture::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/minimal"))
}

#[test]
fn an_example_is_built_and_runs() {
    let mut kit = Kit::of(&minimal());
    kit.run("noop", record! { Any: 1 }).expect_ok().done();
    kit.run("noop", record! {})
        .expect_fault("no arguments")
        .expect_fault_at("examples/minimal/src/lib.rs")
        .done();
    kit.run("noop", record! { Any: 1 }).expect_ok().done();
}

#[test]
fn features_of_an_example_can_be_left_out() {
    let plain = minimal().no_default_features();
    let (plain, usual) = (plain.wasm().unwrap(), minimal().wasm().unwrap());
    assert!(
        plain.bytes().len() < usual.bytes().len(),
        "{} bytes without messages of panics, {} with",
        plain.bytes().len(),
        usual.bytes().len()
    );
    let mut kit = Kit::of(&minimal().no_default_features());
    kit.run("noop", record! {}).expect_fault("panic").done();
}

/// Another test of this file, in a process that is told to use a toolchain that nobody has.
#[test]
fn a_toolchain_that_is_not_there_fails_with_what_to_do() {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "the_toolchain_says_what_it_is", "--nocapture"])
        .env("HEEUS_WASM_TOOLCHAIN", "heeus-no-such-toolchain")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("NoToolchain"), "{stderr}");
    assert!(stderr.contains("heeus-no-such-toolchain"), "{stderr}");
}
