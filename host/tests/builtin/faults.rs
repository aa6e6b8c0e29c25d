//! Panics.

use std::thread;

use heeus_abi::FaultCause;
use heeus_abi::limits::MAX_FAULT_TEXT;
use heeus_host::error::{ErrorKind, Fault};

use crate::guest::{PANICS, PANICS_IN_A_READ};
use crate::*;

const FILE: &str = "tests/builtin/guest.rs";

fn fault(outcome: Outcome) -> Fault {
    let error = outcome.error().cloned();
    outcome.ignore_failure().ignore_intents();
    match error.map(|error| error.kind) {
        Some(ErrorKind::Fault(fault)) => *fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_panic_is_reported_with_its_place_and_leaves_nothing() {
    let mut kit = kit(1);
    for _ in 0..2 {
        let outcome = kit.run("Panics", record! { Text: "way" });
        assert!(outcome.intents().is_empty());
        assert_eq!(outcome.stats().bytes_written, 0);
        outcome
            .expect_fault("no way, true")
            .expect_log(LogLevel::Debug, "about to panic")
            .expect_fault_at(&format!("{FILE}:{PANICS}:5"))
            .expect_host_calls(["HostGetElem(sys.View test.Days {Day: 1, Year: 2026})"]);
        assert!(kit.state().results().is_empty());
        works(&mut kit);
    }
}

#[test]
fn a_panic_is_one_of_the_extension_on_its_own_line() {
    let text = kit(1)
        .run("Panics", record! { Text: "a\nb" })
        .ignore_failure()
        .ignore_intents()
        .error()
        .map(ToString::to_string);
    let expected =
        format!("Panics in test: run: fault: panic at host/{FILE}:{PANICS}:5: no a\\nb, true");
    assert_eq!(text, Some(expected));
}

#[test]
fn a_panic_in_a_read_inside_of_a_read_ends_both() {
    let mut kit = kit(3);
    kit.run("PanicsInRead", record! {})
        .expect_fault("one is enough")
        .expect_fault_at(&format!("{FILE}:{PANICS_IN_A_READ}"))
        .expect_host_calls([
            "HostReadElems(sys.View test.Days {Year: 2026}) -> the run ended, 0 delivered",
            "HostReadElems(sys.View test.Days {Year: 2026}) -> the run ended, 1 delivered",
        ]);
    works(&mut kit);
    let again = kit.run("Nested", record! { Depth: 8 });
    again.expect_intents([result(amount(10))]);
}

#[test]
fn a_long_message_is_cut_between_two_characters() {
    let fault = fault(kit(1).run("Panics", record! { Text: "ü".repeat(5000).as_str() }));
    assert_eq!(
        fault.text,
        "no ".to_owned() + &"ü".repeat((MAX_FAULT_TEXT - 3) / 2)
    );
}

#[test]
fn a_panic_without_a_text_has_its_place() {
    let fault = fault(kit(1).run("Unwinds", record! { How: "any" }));
    assert_eq!((fault.cause, fault.text.as_str()), (FaultCause::Panic, ""));
    assert!(fault.file.ends_with(FILE) && fault.line > 0, "{fault}");
}

#[test]
fn a_panic_that_the_extension_catches_is_its_own_affair() {
    let mut kit = kit(1);
    kit.run("Unwinds", record! { How: "catch" })
        .expect_intents([result(amount(9))]);
    let fault = fault(kit.run("Unwinds", record! { How: "resume" }));
    assert_eq!(fault.to_string(), "panic: resumed");
}

#[test]
fn each_thread_reports_its_own_panics() {
    let threads = ["1", "2", "3", "4"].map(|text| {
        thread::spawn(move || {
            let mut kit = kit(1);
            for _ in 0..100 {
                kit.run("Panics", record! { Text: text })
                    .expect_fault(&format!("no {text}, true"));
            }
        })
    });
    for thread in threads {
        thread.join().expect("only extensions panic");
    }
}
