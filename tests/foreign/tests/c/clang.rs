//! The build of C to a module, if a suitable clang is here.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const SOURCE: &str = include_str!("../../guest.c");
/// The same flags as in the head of the source and the appendix of ABI.md.
const FLAGS: [&str; 7] = [
    "--target=wasm32",
    "-O2",
    "-nostdlib",
    "-fno-builtin",
    "-mbulk-memory",
    "-Wl,--no-entry",
    "-Wl,--stack-first",
];
/// The exports of `guest.c` besides functions.
const EXPORTS: [&str; 3] = [
    "-Wl,--export=WasmFault",
    "-Wl,--export=WasmArena",
    "-Wl,--export=__data_end",
];

/// The command of a clang that builds wasm32; `None` if there is none, which is reported once.
fn clang() -> Option<&'static str> {
    static CLANG: OnceLock<Option<String>> = OnceLock::new();
    let found = CLANG.get_or_init(|| {
        let script = Command::new("scripts/wasm-clang")
            .arg("--print")
            .current_dir(ROOT)
            .output()
            .expect("the script starts");
        let command = String::from_utf8(script.stdout).expect("a name");
        if script.status.success() {
            return Some(command.trim().to_owned());
        }
        let why = String::from_utf8_lossy(&script.stderr).into_owned();
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci.is_empty() || ci == "false"),
            "CI builds the guest in C: {why}"
        );
        // Not `eprintln!`, whose output is hidden if a test passes.
        let told = format!("SKIPPED: the guests in C of tests/foreign were not built: {why}");
        writeln!(std::io::stderr(), "{told}").expect("stderr is open");
        None
    });
    found.as_deref()
}

/// The module of the guest's source after a change; `None` if no clang is here.
pub fn guest(change: impl FnOnce(&str) -> String) -> Option<Vec<u8>> {
    module(&change(SOURCE), &EXPORTS)
}

/// The module of a source; `None` if no clang is here.
pub fn module(text: &str, exports: &[&str]) -> Option<Vec<u8>> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let clang = clang()?;
    let number = NUMBER.fetch_add(1, Relaxed);
    let dir =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory");
    let (source, module) = (dir.join("guest.c"), dir.join("guest.wasm"));
    std::fs::write(&source, text).expect("the source is written");
    let built = Command::new(clang)
        .args(FLAGS)
        .args(exports)
        .arg("-o")
        .args([&module, &source])
        .output()
        .expect("clang starts");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let wasm = std::fs::read(&module).expect("a module");
    std::fs::remove_dir_all(&dir).expect("the directory goes");
    Some(wasm)
}
