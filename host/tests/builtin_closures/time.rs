//! The time that a run may take.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use heeus_abi::FaultCause;
use heeus_host::engine::{BuiltinEngine, BuiltinModule, EngineConfig, ExtEngineFactory, Module};
use heeus_host::error::Limited;
use heeus_host::error::{ErrorClass, ErrorKind, Limit};
use heeus_host_testkit::prelude::*;
use heeus_sdk::{CommandContext, Error, JobContext, QueryContext, View as _};

use super::build;
use super::shop::Daily;

const LIMIT: Duration = Duration::from_millis(20);

/// Works until a run that has begun before is late.
fn take_too_long() {
    let begin = Instant::now();
    while begin.elapsed() <= LIMIT {
        std::hint::spin_loop();
    }
}

fn config() -> EngineConfig {
    EngineConfig {
        run_time: LIMIT,
        ..EngineConfig::default()
    }
}

/// Extensions that are late in all ways, and a count of runs that continued although they must not.
fn late() -> (BuiltinModule, Arc<AtomicU32>) {
    let went_on = Arc::new(AtomicU32::new(0));
    let (after_get, after_read, in_read) = (
        Arc::clone(&went_on),
        Arc::clone(&went_on),
        Arc::clone(&went_on),
    );
    let module = build(
        BuiltinModule::builder("shop")
            .entity::<Daily>()
            .job("Returns", |ctx: &JobContext<'_>| {
                ctx.log(LogLevel::Info, "slow");
                Daily {
                    year: 2026,
                    day: 9,
                    amount: 0,
                }
                .insert(ctx);
                take_too_long();
            })
            .command("Fails", |_: &CommandContext<'_>| -> Result<(), Error> {
                take_too_long();
                Err("no".into())
            })
            .command("Panics", |_: &CommandContext<'_>| -> Result<(), Error> {
                take_too_long();
                panic!("late and wrong")
            })
            .query("Gets", move |ctx: &QueryContext<'_>| -> Result<(), Error> {
                take_too_long();
                let day = Daily::get(ctx, (2026, 1));
                after_get.fetch_add(1, Ordering::Relaxed);
                day.map(drop)
            })
            .query(
                "Reads",
                move |ctx: &QueryContext<'_>| -> Result<(), Error> {
                    let mut rows = 0;
                    let read = Daily::for_each(ctx, 2026, |_| {
                        rows += 1;
                        if rows == 2 {
                            take_too_long();
                        }
                        in_read.fetch_add(u32::from(rows > 2), Ordering::Relaxed);
                    });
                    after_read.fetch_add(1, Ordering::Relaxed);
                    read
                },
            ),
    );
    (module, went_on)
}

fn kit(engine: Box<dyn heeus_host::engine::Engine>) -> Kit {
    let mut kit = Kit::with_engine("shop", engine);
    for day in 1..=3 {
        kit.given(&Daily {
            year: 2026,
            day,
            amount: 1,
        });
    }
    kit
}

/// The limit at which a run was stopped.
#[track_caller]
fn limited(outcome: Outcome) -> Limited {
    let error = outcome.error().cloned().expect("the run is late");
    outcome.ignore_failure();
    assert_eq!(error.class(), ErrorClass::TimeLimit, "{error}");
    let ErrorKind::Limit(limited) = error.kind else {
        panic!("{error}")
    };
    assert_eq!(limited.limit, Limit::Time(LIMIT));
    limited
}

#[test]
fn a_run_that_is_late_ends_at_its_next_call_and_leaves_nothing() {
    let (module, went_on) = late();
    let mut kit = kit(Box::new(BuiltinEngine::new(&module, &config()).timed()));
    assert_eq!(limited(kit.run("Gets", record! {})).function, "HostGetElem");
    assert_eq!(
        limited(kit.run("Reads", record! {})).function,
        "HostReadElems"
    );
    assert_eq!(went_on.load(Ordering::Relaxed), 0);
    let returns = kit.run("Returns", record! {});
    assert_eq!(returns.logs().len(), 1);
    assert_eq!(
        (returns.intents().len(), returns.stats().bytes_written),
        (0, 0)
    );
    assert_eq!(limited(returns).function, "WasmRun");
    limited(kit.run("Fails", record! {}));
    kit.expect_none::<Daily>((2026, 9));
}

#[test]
fn a_late_panic_is_reported_with_the_limit() {
    let (module, _) = late();
    let mut kit = kit(Box::new(BuiltinEngine::new(&module, &config()).timed()));
    let fault = limited(kit.run("Panics", record! {}))
        .fault
        .expect("it panicked");
    assert_eq!(
        (fault.cause, fault.text.as_str()),
        (FaultCause::Panic, "late and wrong")
    );
}

#[test]
fn engines_of_a_factory_have_the_limit() {
    let (module, _) = late();
    let factory = ExtEngineFactory::new(config());
    let engine = factory.make(&Module::from(module)).expect("it fits");
    limited(kit(engine).run("Gets", record! {}));
}

#[test]
fn an_engine_takes_its_time_unless_asked() {
    let (module, went_on) = late();
    let mut kit = kit(Box::new(BuiltinEngine::new(&module, &config())));
    kit.run("Gets", record! {}).expect_ok();
    kit.run("Reads", record! {}).expect_ok();
    assert_eq!(went_on.load(Ordering::Relaxed), 3);
    kit.run("Panics", record! {}).expect_fault("late and wrong");
}

#[test]
fn a_run_in_time_is_let_be() {
    let (module, went_on) = late();
    // The clock cannot reach the second one.
    for run_time in [Duration::from_hours(1), Duration::MAX] {
        let config = EngineConfig {
            run_time,
            ..EngineConfig::default()
        };
        let mut kit = kit(Box::new(BuiltinEngine::new(&module, &config).timed()));
        kit.run("Reads", record! {}).expect_ok();
        kit.run("Fails", record! {}).expect_error("no");
    }
    assert_eq!(went_on.load(Ordering::Relaxed), 4);
}
