//! Panics and errors of every sort.

use heeus_host::error::{ErrorClass, ErrorKind};
use heeus_host_testkit::prelude::*;

use super::support::{arrange, by_pages_and_elements, dir, kit, line_of};

/// The ways to panic: the argument `How`, a part of the message, and the mark of the reported line.
const PANICS: [(&str, &str, &str); 15] = [
    (
        "unwrap",
        "called `Option::unwrap()` on a `None` value",
        "unwrap",
    ),
    (
        "expect",
        "a number: ParseIntError { kind: InvalidDigit }",
        "expect",
    ),
    (
        "index",
        "index out of bounds: the len is 3 but the index is 7",
        "index",
    ),
    ("slice", "byte index 2 is not a char boundary", "slice"),
    ("divide", "attempt to divide by zero", "divide"),
    ("overflow", "no overflow", "overflow"),
    (
        "copy",
        "copy_from_slice: source slice length (3) does not match destination slice length (2)",
        "copied",
    ),
    (
        "remainder",
        "attempt to calculate the remainder with a divisor of zero",
        "rest",
    ),
    ("borrow", "already mutably borrowed", "borrowed"),
    ("borrow-mut", "already borrowed", "lent"),
    (
        "assert",
        "assertion `left == right` failed: of two numbers\n  left: 7\n right: 8",
        "asserted",
    ),
    ("explicit", "hé is 7", "explicit"),
    (
        "unreachable",
        "internal error: entered unreachable code: 7 is never seven",
        "unreachable",
    ),
    ("in-display", "shown 7", "shown"),
    ("in-read", "7 at the second day", "in-read"),
];

fn args(how: &str) -> DynRecord {
    record! { How: how, N: 7, Text: "hé" }
}

#[test]
fn a_panic_is_reported_with_its_message_and_place() {
    by_pages_and_elements(|kit| {
        arrange(kit, 3);
        let mut told = Vec::new();
        for (how, message, mark) in PANICS {
            let place = format!("failures.rs:{}", line_of("failures.rs", mark));
            let message = message.escape_default().to_string().replace("\\u{e9}", "é");
            let outcome = kit
                .run("Panic", args(how))
                .expect_fault(&format!("panic at tests/guests/everything/src/{place}"))
                .expect_fault(message.trim_matches('"'))
                .expect_fault_at(&place)
                .expect_log(LogLevel::Info, "about to panic");
            told.push(outcome);
        }
        let fine = kit.run("Panic", args("not at all"));
        told.push(fine.expect_error("no such way"));
        told
    });
}

#[test]
fn a_panic_that_the_library_does_not_blame_on_its_caller_has_its_place_there() {
    kit()
        .run("Panic", args("capacity"))
        .expect_fault("capacity overflow")
        .expect_fault_at("library/alloc/src/raw_vec/mod.rs");
}

/// The ways to calculate beyond an i32: the argument `How`, a part of the panic's message, and the
/// result without overflow checks, if there is one.
const OVERFLOWS: [(&str, &str, Option<i32>); 8] = [
    ("add", "add with overflow", Some(i32::MIN + 6)),
    ("subtract", "subtract with overflow", Some(i32::MAX - 6)),
    ("multiply", "multiply with overflow", Some(i32::MAX - 6)),
    ("negate", "negate with overflow", Some(i32::MIN)),
    ("shift", "shift left with overflow", Some(2)),
    ("divide", "divide with overflow", None),
    ("remainder", "calculate the remainder with overflow", None),
    ("sum", "add with overflow", Some(i32::MIN + 6)),
];

#[test]
fn arithmetic_that_overflows_panics_where_the_profile_says_so_and_wraps_elsewhere() {
    let unchecked = Fixture::new(dir()).env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "false");
    let (mut checked, mut unchecked) = (kit(), Kit::of(&unchecked));
    for (how, text, wrapped) in OVERFLOWS {
        let args = record! { How: how, N: 7 };
        let outcome = checked
            .run("Calculate", args.clone())
            .expect_fault(&format!("attempt to {text}"));
        let mark = if how == "divide" { "quotient" } else { how };
        // The place of the sum's addition is in the library.
        if how != "sum" {
            outcome.expect_fault_at(&format!("failures.rs:{}", line_of("failures.rs", mark)));
        }
        let outcome = unchecked.run("Calculate", args);
        match wrapped {
            Some(n) => drop(outcome.expect_intents([result(record! { N: n })])),
            None => drop(outcome.expect_fault(&format!("attempt to {text}"))),
        }
    }
}

/// The guest with these features only.
fn tier(features: &[&str]) -> Fixture {
    Fixture::new(dir())
        .no_default_features()
        .features(features.iter().copied())
}

/// The text of each panic after the word `panic`.
fn panic_texts(guest: &Fixture) -> Vec<String> {
    let mut kit = Kit::of(guest);
    arrange(&mut kit, 3);
    let told = PANICS.map(|(how, _, _)| {
        let outcome = kit.run("Panic", args(how));
        let outcome = outcome.expect_log(LogLevel::Info, "about to panic");
        let error = outcome.ignore_failure().error().map(ToString::to_string);
        let (_, told) = error
            .as_deref()
            .and_then(|error| error.split_once(": fault: panic"))
            .unwrap_or_else(|| panic!("{how}: {error:?}"));
        told.to_owned()
    });
    told.to_vec()
}

#[test]
fn a_module_that_reports_the_places_reports_no_texts() {
    for (told, (how, _, mark)) in panic_texts(&tier(&["panic-location"])).iter().zip(PANICS) {
        let begin = format!(
            " at tests/guests/everything/src/failures.rs:{}:",
            line_of("failures.rs", mark)
        );
        let column = told.strip_prefix(&begin).map(str::parse::<u32>);
        assert!(matches!(column, Some(Ok(_))), "{how}: {told}");
    }
}

#[test]
fn a_module_that_reports_no_panics_contains_nothing_of_them() {
    let guest = tier(&[]);
    assert!(panic_texts(&guest).iter().all(String::is_empty));
    let texts = [
        "library/",
        "called `",
        "out of bounds",
        "byte index",
        "divide by zero",
        "no overflow",
        "does not match",
        "borrowed",
        "assertion",
        "of two numbers",
        "entered unreachable",
        "never seven",
    ];
    let found = |guest: &Fixture| {
        let wasm = guest.wasm().unwrap_or_else(|error| panic!("{error}"));
        let holds = |text: &&str| {
            let mut windows = wasm.bytes().windows(text.len());
            windows.any(|window| window == text.as_bytes())
        };
        texts.iter().copied().filter(holds).collect::<Vec<_>>()
    };
    assert_eq!(found(&guest), [""; 0]);
    // The module with all features has all of these texts.
    assert_eq!(found(&Fixture::new(dir())), texts);
}

#[test]
fn a_panic_shows_the_functions_of_a_module_with_names() {
    let guest = Fixture::new(dir()).env("CARGO_PROFILE_RELEASE_STRIP", "false");
    let outcome = Kit::of(&guest).run("Panic", args("explicit"));
    let frames = match outcome.error().map(|error| &error.kind) {
        Some(ErrorKind::Fault(fault)) => fault.frames.clone(),
        other => panic!("{other:?}"),
    };
    // The innermost function is the one that panicked, not one of the panic machinery.
    let innermost = frames.first().map(String::as_str).unwrap_or_default();
    let function = innermost.strip_prefix("guest_everything::failures::");
    assert!(
        function.is_some_and(|name| name.ends_with("panic_as")),
        "{frames:?}"
    );
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| outcome.done()));
    let text: String = *failed.expect_err("it fails").downcast().expect("a text");
    let place = format!("failures.rs:{}", line_of("failures.rs", "explicit"));
    assert!(text.contains(&place) && text.contains("hé is 7"), "{text}");
    assert!(text.contains(&format!("\n  in {innermost}")), "{text}");
    // The shipped module has no names, so its fault names no functions.
    let outcome = kit().run("Panic", args("explicit")).expect_fault("hé is 7");
    match outcome.error().map(|error| &error.kind) {
        Some(ErrorKind::Fault(fault)) => assert_eq!(fault.frames, [""; 0]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_is_reported_in_part_where_it_is_long() {
    let outcome = kit().run("Panic", args("long")).expect_fault("löng");
    let text = outcome.error().map(ToString::to_string).unwrap_or_default();
    let told = text.matches("löng ").count();
    assert_eq!(told, 4096 / "löng ".len(), "{text}");
    assert!(!text.contains('\u{fffd}'), "{text}");
}

#[test]
fn an_error_is_reported_as_it_shows_itself() {
    let mut kit = kit();
    kit.run("Fail", record! { N: 42 })
        .expect_error("number 00042 is refused: \u{fc}\n\"twice\"");
    let line = line_of("failures.rs", "shown");
    kit.run("FailRudely", record! {})
        .expect_fault("shown 1")
        .expect_fault_at(&format!("failures.rs:{line}"));
    kit.run("Fail", record! { N: -1 })
        .expect_error("number -0001");
}

#[test]
fn an_error_is_shown_once_and_whole_though_it_takes_memory_meanwhile() {
    let mut kit = kit();
    // These bytes are not UTF-8.
    kit.run("Touch", record! { Bytes: 100_000i64 })
        .ignore_intents();
    let outcome = kit.run("FailFickly", record! {}).ignore_failure();
    let error = outcome.error().map(ToString::to_string).unwrap_or_default();
    let words: Vec<_> = (0..100).map(|word| format!("fickle {word} ")).collect();
    let (_, text) = error.split_once("error: ").unwrap_or_default();
    assert_eq!(text, words.concat());
}

#[test]
fn a_run_that_never_ends_is_ended() {
    let mut kit = kit();
    kit.engine_config(|config| config.run_time = std::time::Duration::from_millis(50));
    let outcome = kit.run("Spin", record! {}).expect_limit("run time of 50ms");
    let class = outcome.error().map(heeus_host::error::Error::class);
    assert_eq!(class, Some(ErrorClass::TimeLimit));
    kit.run("Fail", record! {}).expect_error("number 00000");
}
