//! Gets and reads.

use heeus_host::engine::{BuiltinEngine, Call, Engine, EngineConfig, RunReport};
use heeus_host::error::{Error, ErrorClass};
use heeus_host::storage::{FailingStorage, MemoryStorage};

use crate::*;

fn sum(limit: i32, stop: i32) -> DynRecord {
    record! { Limit: limit, Stop: stop }
}

/// The engine's report on a query, with the state of a kit.
fn report(kit: &mut Kit, config: &EngineConfig, name: &str, args: &DynRecord) -> RunReport {
    let mut engine = BuiltinEngine::linked_with("test", config).expect("this program's own");
    let args = args.encode().expect("a record");
    let kind = ExtensionKind::Query;
    let args = args.as_ref();
    engine.invoke(kit.state_mut(), &Call::new(name, kind, args))
}

#[test]
fn an_element_exists_or_not() {
    let mut kit = kit(2);
    kit.run("Amount", day(2))
        .expect_intents([result(amount(20))])
        .expect_host_calls([
            "HostGetElem(sys.View test.Days {Day: 2, Year: 2026}) -> exists {Amount: 20i64}",
        ]);
    kit.run("Amount", day(3))
        .expect_intents([result(amount(-1))])
        .expect_host_calls([
            "HostGetElem(sys.View test.Days {Day: 3, Year: 2026}) -> does not exist",
        ]);
    kit.run("MustExist", day(2))
        .expect_intents([result(amount(20))]);
    kit.run("MustExist", day(3))
        .expect_error("the element does not exist");
}

#[test]
fn a_read_gives_all_in_the_order_of_their_keys() {
    let mut kit = kit(100);
    kit.run("Sum", sum(0, 0))
        .expect_intents([result(amount(50_500))])
        .expect_host_calls([
            "HostReadElems(sys.View test.Days {Year: 2026}) -> done, 100 delivered",
        ]);
}

#[test]
fn a_read_ends_early_by_the_callback_or_the_limit() {
    let mut kit = kit(100);
    for (limit, stop, delivered, sum_of) in
        [(0, 3, 3, 60), (4, 0, 4, 100), (2, 3, 2, 30), (3, 2, 2, 30)]
    {
        let call = match limit {
            0 => String::new(),
            limit => format!(", limit {limit}"),
        };
        kit.run("Sum", sum(limit, stop))
            .expect_intents([result(amount(sum_of))])
            .expect_host_calls([format!(
                "HostReadElems(sys.View test.Days {{Year: 2026}}{call}) -> done, {delivered} \
                 delivered"
            )]);
    }
}

#[test]
fn reads_run_inside_of_reads_eight_deep() {
    let mut kit = kit(2);
    let outcome = kit.run("Nested", record! { Depth: 8 });
    let depths: Vec<usize> = outcome.host_calls().iter().map(|call| call.depth).collect();
    assert_eq!(depths, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(outcome.stats().host_calls, 9);
    outcome.expect_intents([result(amount(10))]);

    let outcome = kit.run("Nested", record! { Depth: 9 });
    assert_eq!(
        outcome.error().map(Error::class),
        Some(ErrorClass::ReadDepth)
    );
    assert_eq!(outcome.stats().host_calls, 9);
    outcome
        .expect_limit("8 reads inside reads in HostReadElems")
        .expect_host_calls(
            ["HostReadElems(sys.View test.Days {Year: 2026}) -> the run ended, 0 delivered"; 8],
        );
    works(&mut kit);
}

#[test]
fn an_invalid_key_is_a_code_with_a_reason() {
    let mut kit = kit(1);
    let config = EngineConfig {
        trace: true,
        ..EngineConfig::default()
    };
    for config in [config, EngineConfig::default()] {
        let report = report(&mut kit, &config, "InvalidKeys", &record! {});
        assert_eq!(report.result, Ok(()));
        let [misspelt, unknown, not_leading] = &report.refusals[..] else {
            panic!("{:?}", report.refusals);
        };
        for (refusal, function, why) in [
            (misspelt, "HostGetElem: ", "Mont"),
            (unknown, "HostGetElem: ", "test.Nights"),
            (not_leading, "HostReadElems: ", "Year"),
        ] {
            assert!(
                refusal.starts_with(function) && refusal.contains(why),
                "{refusal}"
            );
        }
        let told = report.calls.iter().filter(|call| call.refusal.is_empty());
        assert_eq!(told.count(), usize::from(config.trace));
        assert_eq!(report.calls.len(), if config.trace { 4 } else { 0 });
        assert_eq!(report.stats.host_calls, 4);
    }
    kit.run("InvalidKeys", record! {})
        .expect_intents([result(amount(3))]);
}

#[test]
fn a_storage_that_fails_is_a_code() {
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    let mut kit = Kit::native("test");
    kit.storage(storage);
    fill(&mut kit, 3);
    failures.fail_at(1);
    kit.run("Amount", day(1)).expect_error("i/o error");
    failures.fail_at(3);
    kit.run("Sum", sum(0, 0))
        .expect_error("i/o error")
        .expect_host_calls([
            "HostReadElems(sys.View test.Days {Year: 2026}) -> i/o error, 2 delivered: storage \
             failed to scan: injected failure: operation 3",
        ]);
    works(&mut kit);
}

#[test]
fn what_the_kind_may_not_do_ends_the_run_whatever_it_tries() {
    let mut kit = kit(3);
    for (how, calls) in [
        ("", 1),
        ("catch", 1),
        ("catch and get", 1),
        ("drop", 3),
        ("read", 2),
    ] {
        let outcome = kit.run("Forbidden", record! { How: how });
        let class = outcome.error().map(Error::class);
        assert_eq!(class, Some(ErrorClass::Forbidden), "{how}");
        assert_eq!(outcome.stats().host_calls, calls, "{how}");
        outcome.expect_fault("sys.Event").expect_no_logs();
        works(&mut kit);
    }
}

#[test]
fn a_limit_of_the_state_ends_the_run() {
    let mut kit = kit(3);
    kit.limits(|limits| limits.reads = 2);
    kit.run("InvalidKeys", record! {}).expect_limit("2");
    works(&mut kit);
    kit.limits(|limits| (limits.reads, limits.read_bytes) = (9, 100));
    kit.run("Sum", sum(0, 0))
        .expect_limit("100")
        .expect_host_calls([
            "HostReadElems(sys.View test.Days {Year: 2026}) -> the run ended, 1 delivered",
        ]);
}

#[test]
fn what_is_read_and_written_is_counted() {
    let mut kit = kit(3);
    // A record of one short i64 has 32 bytes, a key of two fields 48.
    let get = report(&mut kit, &EngineConfig::default(), "Amount", &day(1)).stats;
    assert_eq!((get.host_calls, get.bytes_read), (1, 32));
    let written = kit.state().pending().as_bytes().len() as u64;
    assert_eq!(get.bytes_written, written);
    let read = report(&mut kit, &EngineConfig::default(), "Sum", &sum(0, 0)).stats;
    assert_eq!((read.host_calls, read.bytes_read), (1, 3 * (32 + 48)));
    assert_eq!(
        (read.fuel, read.memory_bytes, read.arena_bytes),
        (0, 0, None)
    );
    let failed = report(&mut kit, &EngineConfig::default(), "MustExist", &day(9)).stats;
    assert_eq!(
        (failed.host_calls, failed.bytes_read, failed.bytes_written),
        (1, 0, 0)
    );
}
