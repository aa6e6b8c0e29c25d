//! Statics that safe code fills during a run: restored by default, persistent with a heap.

use std::path::Path;

use heeus_host::engine::ResetCheck;
use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

const HEAPS: [&str; 2] = ["heap-dlmalloc", "heap-wee"];

fn guest() -> Fixture {
    Fixture::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("guests/statics"))
}

fn with_heap(heap: &str) -> Kit {
    Kit::of(&guest().features([heap]))
}

fn name(name: &str) -> DynRecord {
    record! { Name: name }
}

fn remembered(runs: i32, first: &str, names: &str, before: i64) -> Intent {
    result(record! { Runs: runs, First: first, Names: names, Before: before })
}

#[test]
fn each_run_starts_from_the_same_image() {
    let mut kit = Kit::of(&guest());
    for who in ["Ada", "Berta", "Clara"] {
        let outcome = kit
            .run("Remember", name(who))
            .expect_intents([remembered(1, who, who, -1)]);
        assert_eq!(outcome.stats().reset, ResetCheck::Same);
    }
}

#[test]
fn a_panic_that_holds_a_lock_leaves_the_next_run_alone() {
    let mut kit = Kit::of(&guest());
    for who in ["Ada", "Berta"] {
        kit.run("PanicHolding", name(who))
            .expect_fault("1 names are held");
        kit.run("Remember", name(who))
            .expect_intents([remembered(1, who, who, -1)]);
    }
}

#[test]
fn with_a_heap_statics_keep_their_values_until_the_instance_goes() {
    for heap in HEAPS {
        let mut kit = with_heap(heap);
        for round in 0..2 {
            kit.run("Remember", name("Ada"))
                .expect_intents([remembered(1, "Ada", "Ada", -1)]);
            kit.run("Remember", name("Berta"))
                .expect_intents([remembered(2, "Ada", "Ada,Berta", 1)]);
            kit.run("Remember", name("Clara"))
                .expect_intents([remembered(3, "Ada", "Ada,Berta,Clara", 2)]);
            // The host drops the instance that panicked, and with it the remembered names.
            let held = format!("{} names are held", 4);
            kit.run("PanicHolding", name("Doris")).expect_fault(&held);
            assert!(round < 2, "{heap}");
        }
    }
}

#[test]
fn a_fault_reports_no_lines_of_an_earlier_run() {
    let heaps = HEAPS.map(with_heap);
    for mut kit in [Kit::of(&guest())].into_iter().chain(heaps) {
        kit.run("Churn", record! { Bytes: 10 })
            .expect_log(LogLevel::Debug, "130")
            .ignore_intents();
        kit.run("PanicHolding", name("Ada"))
            .expect_fault("1 names are held")
            .expect_no_logs();
    }
}

#[test]
fn the_manifest_says_whether_statics_persist() {
    assert!(!Kit::of(&guest()).manifest().statics_persist);
    for heap in HEAPS {
        let mut kit = with_heap(heap);
        assert!(kit.manifest().statics_persist, "{heap}");
        let outcome = kit.run("Remember", name("Ada")).ignore_intents();
        assert_eq!(outcome.stats().reset, ResetCheck::Off, "{heap}");
    }
}

/// Runs `Churn` this many times with different sizes. Returns the memory after 2,000 runs and after
/// the last one.
fn churn(kit: &mut Kit, runs: i32) -> [usize; 2] {
    kit.engine_config(|config| config.trace = false);
    let mut memory = [0; 2];
    for run in 1..=runs {
        let bytes = 1 + run % 1000;
        let kept = if bytes % 2 == 0 { 3 } else { 2 };
        let expected = record! { Total: i64::from(120 + bytes), Kept: kept };
        let outcome = kit
            .run("Churn", record! { Bytes: bytes })
            .expect_intents([result(expected)]);
        memory[usize::from(run > 2000)] = outcome.stats().memory_bytes;
    }
    memory
}

#[test]
fn memory_does_not_grow_over_many_runs() {
    for mut kit in [Kit::of(&guest()), with_heap("heap-dlmalloc")] {
        let [early, late] = churn(&mut kit, 100_000);
        assert_eq!(early, late);
    }
}

/// `wee_alloc` does not find all freed memory: its memory grows until the host replaces the
/// instance.
#[test]
fn with_wee_alloc_memory_grows_until_the_instance_is_replaced() {
    let mut kit = with_heap("heap-wee");
    kit.engine_config(|config| (config.trace, config.mem_limit) = (false, 2 << 20));
    let mut run = || {
        kit.run("Churn", record! { Bytes: 300 })
            .ignore_failure()
            .ignore_intents()
            .error()
            .cloned()
    };
    let error = (0..20_000).find_map(|_| run());
    let error = error.expect("if it no longer grows, the test above is for it too");
    assert_eq!(error.class(), ErrorClass::MemoryLimit, "{error}");
    assert_eq!(run(), None, "the next run works");
}

#[test]
fn with_a_heap_room_that_there_is_not_is_an_error_that_the_guest_sees() {
    for heap in HEAPS {
        let mut kit = with_heap(heap);
        for (bytes, refused) in [(32i64 << 20, true), (1000, false)] {
            kit.run("TryReserve", record! { Bytes: bytes })
                .expect_intents([result(record! { Refused: refused })]);
        }
    }
}

#[test]
fn with_a_heap_room_that_must_be_had_is_reported_with_its_size_in_every_tier() {
    let missing = record! { Bytes: 32 << 20 };
    for heap in HEAPS {
        let told = [true, false].map(|texts| {
            let guest = guest().features([heap]);
            let guest = if texts {
                guest
            } else {
                guest.no_default_features()
            };
            let mut kit = Kit::of(&guest);
            let outcome = kit.run("Churn", missing.clone());
            let outcome = outcome.expect_limit("(33554432 bytes were requested)");
            let text = outcome.error().map(ToString::to_string).unwrap_or_default();
            kit.run("TryReserve", record! { Bytes: 32i64 << 20 })
                .expect_intents([result(record! { Refused: true })]);
            let held = kit.run("PanicHolding", name("Ada")).ignore_failure();
            let held = held.error().map(ToString::to_string).unwrap_or_default();
            assert!(
                !held.contains("asked for"),
                "what an earlier run missed: {held}"
            );
            text
        });
        let text = "memory allocation of 33554432 bytes failed";
        assert_eq!(told.map(|told| told.contains(text)), [true, false]);
    }
}
