//! Runs that fail.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{FAULT_TEXT, Guest, Returns};

fn kit() -> Kit {
    let refuses = Returns {
        error: Some((7, "negative order amount")),
        logs: vec![(LogLevel::Warn, "total is -5")],
        ..Returns::default()
    };
    let missing = update_view("orders.Daily", record! { Year: 2026, Day: 1 });
    let updates = Returns {
        intents: vec![missing.with("Amount", 1i64)],
        ..Returns::default()
    };
    let spins = "(loop $again (br $again))";
    Guest::new()
        .entities()
        .returns("Refuse", ExtensionKind::Command, &refuses)
        .returns("Update", ExtensionKind::Projector, &updates)
        .returns("Fine", ExtensionKind::Command, &Returns::default())
        .panics("Panic", ExtensionKind::Command)
        .gets(
            "Get",
            ExtensionKind::Projector,
            &record! { Year: 2026, Day: 1 },
        )
        .does("Trap", ExtensionKind::Command, "(unreachable)")
        .does("Loop", ExtensionKind::Command, spins)
        .kit()
}

#[test]
fn each_way_to_fail_can_be_expected() {
    let mut kit = kit();
    kit.engine_config(|config| config.fuel = Some(100_000));
    let refused = kit.run("Refuse", record! {});
    refused
        .expect_error("negative order")
        .expect_error_code(7)
        .expect_failure("amount")
        .done();
    for place in ["src/lib.rs", "extensions/src/lib.rs:12", "lib.rs:12:5"] {
        kit.run("Panic", record! {})
            .expect_fault("index out of bounds")
            .expect_fault_at(place)
            .done();
    }
    kit.run("Update", record! {})
        .expect_failure("does not exist")
        .done();
    kit.run("Loop", record! {}).expect_limit("fuel").done();
    kit.run_as(ExtensionKind::Query, "Nobody", record! {})
        .ignore_failure()
        .done();
}

#[test]
fn an_error_that_nobody_expects_fails_at_the_first_expectation() {
    let run = kit().run("Refuse", record! {});
    let failed = failure(|| {
        run.expect_ok(); // not ok
    });
    failed.is_blamed_on("// not ok").says(
        r"
        Refuse: failed, which the test does not expect
        + Refuse in orders.wasm: run: error 7: negative order amount
        log:
          warn src/lib.rs:10: total is -5",
    );
    let run = kit().run("Refuse", record! {});
    let failed = failure(|| {
        run.expect_intent(result(record! {})); // an intent of a failed run
    });
    failed.is_blamed_on("// an intent");
    assert!(
        failed.text.starts_with("Refuse: failed, which"),
        "{}",
        failed.text
    );
}

#[test]
fn an_error_that_nobody_looks_at_fails_when_the_outcome_is_dropped() {
    let mut kit = kit();
    let line = line!() + 2;
    let failed = failure(|| {
        kit.run("Panic", record! {});
    });
    let place = format!("host-testkit/tests/expect/failures.rs:{line}:");
    assert!(failed.text.starts_with(&place), "{}", failed.text);
    assert!(failed.text.contains(FAULT_TEXT), "{}", failed.text);
    assert!(
        failed.text.contains("extensions/src/lib.rs:12:5"),
        "{}",
        failed.text
    );
}

#[test]
fn another_error_text_shows_both() {
    let run = kit().run("Refuse", record! {});
    let failed = failure(|| {
        run.expect_error("too large"); // another text
    });
    failed.is_blamed_on("// another text").says(
        r#"
        Refuse: ended in another way
        - an extension error with "too large" in it
        + Refuse in orders.wasm: run: error 7: negative order amount
        log:
          warn src/lib.rs:10: total is -5"#,
    );
    let run = kit().run("Refuse", record! {});
    let failed = failure(|| {
        run.expect_error_code(8); // another code
    });
    failed.is_blamed_on("// another code");
    assert!(
        failed
            .text
            .contains("- an extension error with the code 8\n"),
        "{}",
        failed.text
    );
}

#[test]
fn a_panic_is_no_extension_error_and_an_error_no_fault() {
    let run = kit().run("Panic", record! {});
    let failed = failure(|| {
        run.expect_error("index out of bounds"); // a fault
    });
    failed.is_blamed_on("// a fault");
    assert!(
        failed.text.contains("+ Panic in orders.wasm: run: fault: "),
        "{}",
        failed.text
    );
    let run = kit().run("Refuse", record! {});
    let failed = failure(|| {
        run.expect_fault("negative"); // an error
    });
    failed.is_blamed_on("// an error");
    let run = kit().run("Trap", record! {});
    let failed = failure(|| {
        run.expect_limit("unreachable"); // a trap
    });
    failed.is_blamed_on("// a trap");
    kit()
        .run("Trap", record! {})
        .expect_fault("unreachable")
        .done();
}

#[test]
fn a_limit_is_no_fault() {
    let mut kit = kit();
    kit.limits(|limits| limits.reads = 0);
    kit.run("Get", record! {})
        .expect_limit("at most 0 times")
        .done();
    let run = kit.run("Get", record! {});
    let failed = failure(|| {
        run.expect_fault("at most 0 times"); // a limit
    });
    failed.is_blamed_on("// a limit");
}

#[test]
fn a_fault_at_another_place_shows_the_place() {
    for place in ["src/main.rs", "src/lib.rs:1", "b.rs", "src/lib.rs:12:50"] {
        let run = kit().run("Panic", record! {});
        let failed = failure(|| {
            run.expect_fault_at(place); // elsewhere
        });
        failed.is_blamed_on("// elsewhere");
        assert!(
            failed.text.contains(&format!("- a fault at {place}\n")),
            "{}",
            failed.text
        );
    }
}

#[test]
fn a_run_that_ends_well_is_no_failure() {
    for expect in [
        Outcome::expect_error,
        Outcome::expect_fault,
        Outcome::expect_failure,
    ] {
        let run = kit().run("Fine", record! {});
        let failed = failure(|| {
            expect(run, "amount");
        });
        assert!(failed.text.contains("\n+ ok, 0 intents"), "{}", failed.text);
    }
}

#[test]
fn a_failed_run_leaves_nothing_and_the_next_one_works() {
    let mut kit = kit();
    for name in ["Panic", "Refuse", "Trap", "Update"] {
        let run = kit.run(name, record! {}).ignore_failure();
        assert!(run.intents().is_empty(), "{name}");
        kit.run("Fine", record! {}).expect_ok().done();
        kit.expect_rows("orders.Daily", []);
    }
}
