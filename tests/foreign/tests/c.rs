//! The guest in C, built and checked against ABI.md, and the reports on guests that break it on
//! purpose.
//!
//! If no clang builds wasm32, the tests say that they are skipped and check nothing. In CI
//! (`CI=true`) that is a failure: `.ci/run` installs clang and lld first.

#[path = "c/broken.rs"]
mod broken;
#[path = "c/clang.rs"]
mod clang;

use std::thread;

use broken::Broken;
use heeus_foreign::Verdict;

#[test]
fn the_guest_in_c_passes_every_run() {
    let Some(wasm) = clang::guest(str::to_owned) else {
        return;
    };
    let report = heeus_foreign::examine("guest.wasm", &wasm);
    let (passed, broken, absent) = report.counts();
    assert_eq!((broken, absent), (0, 0), "\n{report}");
    assert!(passed >= 20, "\n{report}");
}

/// The guest in the appendix of ABI.md is a valid one.
#[test]
fn the_shape_in_the_appendix_is_a_guest() {
    let spec = include_str!("../../../abi/ABI.md");
    let (_, rest) = spec
        .split_once("```c\n")
        .expect("the appendix has a block of C");
    let (shape, _) = rest.split_once("```\n").expect("the block ends");
    assert!(shape.lines().count() <= 48);
    let Some(wasm) = clang::module(shape, &["-Wl,--export=WasmFault"]) else {
        return;
    };
    let report = heeus_foreign::examine("shape.wasm", &wasm);
    let (passed, broken, _) = report.counts();
    assert_eq!((passed, broken), (5, 0), "\n{report}");
}

/// A guest without some extensions: their runs are counted separately, never as passed.
#[test]
fn what_a_guest_lacks_is_not_there() {
    let without = |source: &str| {
        let source = broken::replace(source, "EXTENSION(1, 4, \"Fail\")", "");
        broken::replace(&source, "EXPORT(WasmOnReadPage) ", "")
    };
    let Some(wasm) = clang::guest(without) else {
        return;
    };
    let report = heeus_foreign::examine("guest.wasm", &wasm);
    let absent = report.lines.iter().filter_map(|line| match &line.verdict {
        Verdict::NotThere(what) => Some((line.run, what.as_str())),
        _ => None,
    });
    let pages = "export WasmOnReadPage";
    let expected = [
        ("a read by pages", pages),
        ("a read by pages with a limit", pages),
        ("a read by pages that is stopped", pages),
        ("a read of many by pages", pages),
        ("reads by pages inside a read", pages),
        ("an error with a code and a text", "extension Fail"),
    ];
    assert_eq!(absent.collect::<Vec<_>>(), expected);
    assert_eq!(report.counts().1, 0, "\n{report}");
    let told = report.to_string();
    assert!(
        told.contains(
            "not there  an error with a code and a text: the guest has no extension Fail"
        )
    );
    assert!(told.ends_with("28 passed, 0 broken, 6 not there"), "{told}");
}

#[test]
fn each_broken_guest_is_flagged_with_the_section_that_it_breaks() {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let wrong: Vec<String> = thread::scope(|scope| {
        let chunks = broken::ALL.chunks(broken::ALL.len().div_ceil(threads));
        let chunks: Vec<_> = chunks
            .map(|guests| scope.spawn(|| guests.iter().filter_map(wrong_about).collect::<Vec<_>>()))
            .collect();
        let wrong = chunks.into_iter().flat_map(|chunk| chunk.join().unwrap());
        wrong.collect()
    });
    assert!(
        wrong.is_empty(),
        "{} guests:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

/// The differences between the kit's report on a broken guest and the table; `None` if there are
/// none, or no clang is here.
fn wrong_about(guest: &Broken) -> Option<String> {
    let wasm = clang::guest(|source| broken::replace(source, guest.instead_of, guest.there_is))?;
    let report = heeus_foreign::examine(guest.name, &wasm);
    let (name, sections, found) = (guest.name, guest.sections, report.sections());
    (found != sections)
        .then(|| format!("{name}: expected sections {sections:?}, found {found:?}\n{report}"))
}

#[test]
fn what_is_no_module_breaks_the_first_section() {
    for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0"] {
        let report = heeus_foreign::examine("none.wasm", bytes);
        assert!(!report.is_good());
        assert_eq!(report.sections().len(), 1, "{report}");
        assert!(
            report
                .to_string()
                .ends_with("0 passed, 1 broken, 0 not there")
        );
    }
}
