//! Expectations that would check nothing: each of them fails.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::failure::{Failure, failure};
use crate::guest::{Guest, Returns};

fn row() -> Intent {
    insert_view("orders.Daily", record! { Year: 2026, Day: 1 }).with("Amount", 1i64)
}

fn kit() -> Kit {
    let writes = Returns {
        intents: vec![row()],
        logs: vec![(LogLevel::Info, "one"), (LogLevel::Info, "one more")],
        ..Returns::default()
    };
    let refuses = Returns {
        error: Some((7, "negative order amount")),
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .returns("Write", ExtensionKind::Projector, &writes)
        .returns("Refuse", ExtensionKind::Command, &refuses)
        .gets(
            "Get",
            ExtensionKind::Projector,
            &record! { Year: 2026, Day: 1 },
        )
        .panics("Panic", ExtensionKind::Command)
        .kit()
}

/// The failure of a test with this expectation of a run.
#[track_caller]
fn refused(name: &str, expect: impl FnOnce(Outcome) -> Outcome) -> Failure {
    let run = kit().run(name, record! {});
    failure(|| drop(expect(run)))
}

type Expect = fn(Outcome) -> Outcome;

#[test]
fn a_run_that_fails_does_not_succeed_too() {
    let fails: [(&str, Expect); 4] = [
        ("Refuse", |run| run.expect_failure("amount")),
        ("Refuse", |run| run.expect_error("amount")),
        ("Refuse", |run| run.expect_error_code(7)),
        ("Panic", |run| run.expect_fault("index")),
    ];
    let succeeds: [Expect; 6] = [
        Outcome::expect_ok,
        |run| run.expect_intent(row()),
        |run| run.expect_intents([]),
        Outcome::expect_no_intents,
        |run| run.expect_results([&Empty; 0]),
        Outcome::ignore_intents,
    ];
    for (name, fails) in fails {
        for succeeds in succeeds {
            refused(name, |run| succeeds(fails(run)));
        }
    }
}

#[derive(heeus_sdk::Record)]
struct Empty;

#[test]
fn a_run_that_succeeds_does_not_fail_too() {
    let fails: [Expect; 6] = [
        |run| run.expect_failure("amount"),
        |run| run.expect_error("amount"),
        |run| run.expect_error_code(7),
        |run| run.expect_fault("index"),
        |run| run.expect_fault_at("lib.rs"),
        |run| run.expect_limit("fuel"),
    ];
    for fails in fails {
        refused("Write", |run| fails(run.ignore_intents()));
    }
}

#[test]
fn what_is_not_looked_at_is_just_what_is_named() {
    let failed = refused("Refuse", Outcome::ignore_intents);
    let said = "Refuse: failed, which the test does not expect";
    assert!(failed.text.starts_with(said), "{}", failed.text);
    let failed = refused("Write", Outcome::ignore_failure);
    let said = "Write: intents that the test does not expect";
    assert!(failed.text.contains(said), "{}", failed.text);

    kit().run("Refuse", record! {}).ignore_failure().done();
    kit().run("Write", record! {}).ignore_intents().done();
    for name in ["Refuse", "Write"] {
        let run = kit().run(name, record! {});
        run.ignore_failure().ignore_intents().done();
    }
}

#[test]
fn an_expectation_is_stated_once() {
    let twice: [(&str, Expect); 14] = [
        ("Get", |run| run.expect_ok().expect_ok()),
        ("Refuse", |run| {
            run.expect_error("amount").expect_error("amount")
        }),
        ("Refuse", |run| {
            run.expect_error_code(7).expect_error_code(7)
        }),
        ("Panic", |run| {
            run.expect_fault("index").expect_fault("index")
        }),
        ("Panic", |run| {
            run.expect_fault_at("lib.rs").expect_fault_at("lib.rs")
        }),
        ("Refuse", |run| run.expect_failure("a").expect_failure("a")),
        ("Get", |run| run.expect_intents([]).expect_intents([])),
        ("Get", |run| run.expect_intents([]).expect_no_intents()),
        ("Get", |run| run.expect_no_logs().expect_no_logs()),
        ("Get", |run| {
            let calls = [run.host_calls()[0].to_string()];
            run.expect_host_calls(&calls).expect_host_calls(&calls)
        }),
        ("Get", |run| {
            run.expect_fuel_at_most(1 << 20)
                .expect_fuel_at_most(1 << 20)
        }),
        ("Get", |run| {
            run.expect_results([&Empty; 0]).expect_results([&Empty; 0])
        }),
        ("Write", |run| run.ignore_intents().ignore_intents()),
        ("Refuse", |run| run.ignore_failure().ignore_failure()),
    ];
    for (at, (name, twice)) in twice.into_iter().enumerate() {
        let failed = refused(name, twice);
        assert!(
            failed.text.contains("a second time"),
            "{at}: {}",
            failed.text
        );
    }
}

#[test]
fn several_parts_of_a_text_may_be_expected_but_none_twice() {
    let mut kit = kit();
    kit.run("Refuse", record! {})
        .expect_failure("amount")
        .expect_failure("error");
    let failed = refused("Refuse", |run| {
        run.expect_failure("amount").expect_failure("mount")
    });
    assert!(failed.text.contains("a second time"), "{}", failed.text);
}

#[test]
fn expectations_that_contradict_each_other_are_reported() {
    let both: [(&str, Expect, &str); 4] = [
        (
            "Refuse",
            |run| run.expect_failure("amount").ignore_failure(),
            "ignore_failure contradicts expect_failure",
        ),
        (
            "Get",
            |run| run.ignore_failure().expect_ok(),
            "expect_ok contradicts ignore_failure",
        ),
        (
            "Get",
            |run| run.expect_no_intents().ignore_intents(),
            "ignore_intents contradicts expect_intents or expect_no_intents",
        ),
        (
            "Get",
            |run| run.expect_ok().expect_failure("x"),
            "expect_failure contradicts expect_ok",
        ),
    ];
    for (name, both, said) in both {
        let failed = refused(name, both);
        assert!(failed.text.contains(said), "{}", failed.text);
    }
}

#[test]
fn an_empty_text_is_no_expectation() {
    let empty: [(&str, Expect); 6] = [
        ("Refuse", |run| run.expect_error("")),
        ("Refuse", |run| run.expect_failure("")),
        ("Panic", |run| run.expect_fault("")),
        ("Panic", |run| run.expect_fault_at("")),
        ("Panic", |run| run.expect_limit("")),
        ("Write", |run| {
            run.ignore_intents().expect_log(LogLevel::Info, "")
        }),
    ];
    for (name, empty) in empty {
        let failed = refused(name, empty);
        assert!(failed.text.contains("an empty text"), "{}", failed.text);
    }
}

#[test]
fn a_log_line_is_expected_once() {
    let logged = || kit().run("Write", record! {}).ignore_intents();
    logged()
        .expect_log(LogLevel::Info, "one")
        .expect_log(LogLevel::Info, "one")
        .done();
    let failed = failure(|| {
        logged()
            .expect_log(LogLevel::Info, "more")
            .expect_log(LogLevel::Info, "more"); // it is there once
    });
    failed.is_blamed_on("// it is there once");
    let said = "with \"more\" in it besides those that were expected before";
    assert!(failed.text.contains(said), "{}", failed.text);
}

#[test]
fn a_bound_of_what_nobody_counts_is_no_bound() {
    let uncounted: [Expect; 2] = [
        |run| run.expect_fuel_at_most(u64::MAX),
        |run| run.expect_memory_at_most(usize::MAX),
    ];
    for uncounted in uncounted {
        let mut kit = Kit::with_engine("own", Box::new(crate::kit::own()));
        let name = kit.manifest().extensions[0].name.clone();
        let run = kit.run(&name, record! {}).ignore_failure().ignore_intents();
        let failed = failure(|| drop(uncounted(run)));
        assert!(failed.text.contains("is not counted"), "{}", failed.text);
    }
}

#[test]
fn calls_that_nobody_recorded_are_not_none() {
    let unseen: [Expect; 2] = [
        |run| run.expect_host_calls([""; 0]),
        |run| run.expect_snapshot(expect![["Get: ok\n"]]),
    ];
    for unseen in unseen {
        let mut kit = kit();
        kit.engine_config(|config| config.trace = false);
        let run = kit.run("Get", record! {});
        let failed = failure(|| drop(unseen(run)));
        assert!(failed.text.contains("not recorded"), "{}", failed.text);
    }
}

#[test]
fn no_row_is_expected_under_keys_that_rows_could_have() {
    let mut kit = kit();
    let day = |day: i32| record! { Year: 2026, Day: day };
    kit.view("orders.Daily", day(1), record! { Amount: 1i64 });
    kit.expect_no_row("orders.Daily", day(2))
        .expect_no_row("orders.Daily", record! { Year: 2027 });
    for key in [record! { Year: 2026 }, day(1), record! {}] {
        let failed = failure(|| {
            kit.expect_no_row("orders.Daily", key); // there is one
        });
        failed.is_blamed_on("// there is one");
    }
    for key in [
        record! { Year: 2026i64, Day: 2 },
        record! { Yaer: 2026 },
        record! { Year: 2026, Day: "2" },
    ] {
        let failed = failure(|| {
            kit.expect_no_row("orders.Daily", key); // no such key
        });
        failed.is_blamed_on("// no such key");
        let said = "orders.Daily: no row can be under record! {";
        assert!(failed.text.starts_with(said), "{}", failed.text);
    }
    let failed = failure(|| {
        kit.expect_no_row("orders.Order", record! { ID: 5i64 }); // an id is no number
    });
    failed.is_blamed_on("// an id");
}
