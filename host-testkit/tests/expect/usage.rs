//! Logs, host calls, fuel and memory.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{Guest, Returns};

fn day(day: i32) -> DynRecord {
    record! { Year: 2026, Day: day }
}

fn kit() -> Kit {
    let logger = insert(Storage::Logger, "", record! { LogLevel: 1 });
    let returns = Returns {
        intents: vec![logger.with("Message", "it broke")],
        logs: vec![(LogLevel::Info, "total is 400")],
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .returns("Log", ExtensionKind::Command, &returns)
        .gets("Get", ExtensionKind::Projector, &day(1))
        .kit()
}

#[test]
fn a_log_line_is_found_by_level_and_text() {
    kit()
        .run("Log", record! {})
        .expect_log(LogLevel::Info, "is 400")
        .expect_log(LogLevel::Error, "broke")
        .done();
    kit().run("Get", record! {}).expect_no_logs().done();
    for (level, text) in [(LogLevel::Info, "broke"), (LogLevel::Info, "is 401")] {
        let run = kit().run("Log", record! {});
        let failed = failure(|| {
            run.expect_log(level, text); // no such line
        });
        failed.is_blamed_on("// no such line").says(&format!(
            "Log: no log line of level info with {text:?} in it\n\
             log:\n  info src/lib.rs:10: total is 400\n  error it broke"
        ));
    }
    let run = kit().run("Log", record! {});
    let failed = failure(|| {
        run.expect_no_logs(); // logs
    });
    failed.is_blamed_on("// logs");
}

#[test]
fn host_calls_are_compared_with_or_without_their_answers() {
    let call = "HostGetElem(sys.View orders.Daily {Day: 1, Year: 2026})";
    let mut kit = kit();
    kit.run("Get", record! {}).expect_host_calls([call]);
    kit.run("Get", record! {})
        .expect_host_calls([format!("{call} -> does not exist")]);
    kit.view("orders.Daily", day(1), record! { Amount: 1i64 });
    let found = format!("{call} -> exists {{Amount: 1i64}}");
    kit.run("Get", record! {}).expect_host_calls([&found]);

    let run = kit.run("Get", record! {});
    let failed = failure(|| {
        run.expect_host_calls([format!("{call} -> does not exist")]); // another answer
    });
    failed.is_blamed_on("// another answer").says(&format!(
        "Get: other host calls (- expected, + actual)\n\
         - {call} -> does not exist\n+ {found}\nhost calls:\n  {found}\n\
         reset: some memory has changed, and the module does not say whether it is free, or its \
         code drops segments"
    ));
    let run = kit.run("Get", record! {});
    let failed = failure(|| {
        run.expect_host_calls([""; 0]); // no calls
    });
    failed.is_blamed_on("// no calls");
    let run = kit.run("Log", record! {});
    let failed = failure(|| {
        run.expect_host_calls([call]); // a call
    });
    failed.is_blamed_on("// a call");
}

#[test]
fn calls_that_were_left_out_cannot_be_expected() {
    let (key, call) = (
        day(1),
        "HostGetElem(sys.View orders.Daily {Day: 1, Year: 2026})",
    );
    let calls = [("get", Storage::View, "orders.Daily", &key); 9];
    let guest = Guest::new()
        .entities()
        .asks("Get", ExtensionKind::Projector, &calls);
    let kit = || {
        let mut kit = guest.kit();
        kit.engine_config(|config| config.kept.call_bytes = 1_000);
        kit
    };
    let run = kit().run("Get", record! {});
    let recorded = run.host_calls().len();
    assert_eq!(recorded as u64 + run.host_calls_left_out(), 9);
    assert!((1..9).contains(&recorded));
    let shown = format!("\n  {} more host calls were not recorded", 9 - recorded);
    assert!(run.snapshot().contains(&shown), "{}", run.snapshot());
    let expected = vec![call; recorded];
    let failed = failure(|| {
        run.expect_host_calls(expected); // not all
    });
    failed.is_blamed_on("// not all");
    assert!(
        failed
            .text
            .contains("so they cannot be checked: raise `kept.call_bytes`")
    );
    assert!(failed.text.contains(&shown), "{}", failed.text);
    let run = kit().run("Get", record! {});
    let failed = failure(|| {
        run.expect_snapshot(expect![[""]]); // nor so
    });
    assert!(
        failed.text.contains("so they cannot be checked"),
        "{}",
        failed.text
    );
    let mut twins = Twins::new(kit(), kit());
    let failed = failure(|| {
        twins.run("Get", record! {}).done(); // nor twice
    });
    assert!(
        failed.text.contains("so they cannot be checked"),
        "{}",
        failed.text
    );
}

#[test]
fn what_a_run_uses_has_a_bound() {
    let first = || kit().run("Get", record! {});
    let run = first();
    let (fuel, memory) = (run.stats().fuel, run.stats().memory_bytes);
    assert!(fuel > 0 && memory >= 4 << 16, "{:?}", run.stats());
    run.expect_fuel_at_most(fuel).expect_memory_at_most(memory);
    let failed = failure(|| {
        first().expect_fuel_at_most(fuel - 1); // fuel
    });
    failed.is_blamed_on("// fuel");
    let expected = format!("Get: used {fuel} fuel, expected at most {}\n", fuel - 1);
    assert!(failed.text.starts_with(&expected), "{}", failed.text);

    let run = first();
    let failed = failure(|| {
        run.expect_memory_at_most(memory - 1); // memory
    });
    failed.is_blamed_on("// memory");
    let run = first();
    let failed = failure(|| {
        run.expect_arena_at_most(u32::MAX); // not told
    });
    failed.is_blamed_on("// not told");
}
