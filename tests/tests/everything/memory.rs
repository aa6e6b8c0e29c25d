//! The use of memory, and runs that exhaust it.

use heeus_host::engine::ResetCheck;
use heeus_host::error::ErrorClass;
use heeus_host_testkit::Outcome;
use heeus_host_testkit::prelude::*;

use super::support::{arrange, dir, kit};

const MIB: usize = 1 << 20;

fn class(outcome: &Outcome) -> Option<ErrorClass> {
    outcome.error().map(heeus_host::error::Error::class)
}

#[test]
fn memory_that_must_be_had_is_a_limit_that_is_named() {
    let mut kit = kit();
    for _ in 0..2 {
        let outcome = kit
            .run("GrowForEver", record! {})
            .expect_limit("memory of 16777216 bytes")
            .expect_limit("out of memory (100000 bytes were requested)")
            .expect_log(LogLevel::Info, "growing");
        assert_eq!(class(&outcome), Some(ErrorClass::MemoryLimit));
        kit.run("Touch", record! { Bytes: 1000i64 })
            .ignore_intents();
    }
}

#[test]
fn a_size_that_no_memory_has_is_an_error_that_the_guest_sees() {
    let mut kit = kit();
    for (bytes, refused) in [(i64::from(u32::MAX), true), (1 << 31, true), (1000, false)] {
        kit.run("TryReserve", record! { Bytes: bytes })
            .expect_intents([result(record! { Refused: refused })]);
    }
    // A size that a memory could have, but not this one, ends the run: the arena never refuses.
    kit.run("TryReserve", record! { Bytes: 32i64 << 20 })
        .expect_limit("out of memory (33554432 bytes were requested)");
}

#[test]
fn what_a_run_takes_is_reported_and_given_back() {
    let mut kit = kit();
    let touch = |kit: &mut Kit, bytes: i64| {
        let outcome = kit.run("Touch", record! { Bytes: bytes });
        let outcome = outcome.expect_intents([result(record! { Sum: bytes * 0xa5 })]);
        *outcome.stats()
    };
    touch(&mut kit, 100); // The first run of an instance takes the image that resets put back.
    let small = touch(&mut kit, 100);
    let large = touch(&mut kit, 1 << 20);
    let arena = |stats: heeus_host::engine::RunStats| stats.arena_bytes.expect("the guest tells");
    assert!(arena(large) >= 1 << 20, "{large:?}");
    assert!(
        arena(large) - arena(small) < (1 << 20) + 64,
        "{small:?} {large:?}"
    );
    assert!(
        large.memory_bytes - small.memory_bytes >= 1 << 20,
        "{small:?} {large:?}"
    );
    // The reset after the large run was compared with the image of an unused guest.
    assert_eq!(large.reset, ResetCheck::Same);
    for _ in 0..3 {
        let again = touch(&mut kit, 100);
        assert_eq!(arena(again), arena(small), "the arena is back");
        assert_eq!(again.memory_bytes, large.memory_bytes, "memory stays grown");
        assert_eq!(again.fuel, small.fuel, "a run costs what it cost");
    }
}

#[test]
fn memory_after_ten_thousand_runs_is_that_after_a_hundred() {
    let mut kit = kit();
    kit.engine_config(|config| config.trace = false);
    let mut at_hundred = 0;
    for run in 1..=10_000 {
        let outcome = match run % 3 {
            0 => kit
                .run("Touch", record! { Bytes: 30_000i64 })
                .ignore_intents(),
            1 => kit.run("Fail", record! { N: run }).ignore_failure(),
            _ => kit.run("LogAll", record! { Text: "line" }).expect_ok(),
        };
        match run {
            100 => at_hundred = outcome.stats().memory_bytes,
            10_000 => assert_eq!(outcome.stats().memory_bytes, at_hundred),
            _ => {}
        }
    }
}

#[test]
fn a_long_read_needs_no_more_memory_than_a_short_one() {
    let mut kit = kit();
    arrange(&mut kit, 100_000);
    for pages in [true, false] {
        kit.engine_config(|config| (config.pages, config.trace) = (pages, false));
        let read = |kit: &mut Kit, limit: i32| {
            let outcome = kit.run("Read", record! { Year: 2026, Limit: limit });
            assert!(outcome.error().is_none(), "{:?}", outcome.error());
            *outcome.ignore_intents().stats()
        };
        let short = read(&mut kit, 10);
        let long = read(&mut kit, 0);
        // Memory grows by pages of 64 KiB, so the use of the arena is more exact.
        let grown = long.memory_bytes - short.memory_bytes;
        assert!(
            grown <= 64 << 10,
            "pages: {pages}: memory grew by {grown} bytes"
        );
        assert!(long.bytes_read > 10_000_000, "{long:?}");
        let arena = long.arena_bytes.expect("the guest tells");
        assert!(arena < 64 << 10, "pages: {pages}: {arena} bytes of arena");
    }
}

#[test]
fn a_stack_that_ends_is_reported_and_leaves_the_next_run_alone() {
    let mut kit = kit();
    for _ in 0..2 {
        let wide = kit.run("RecurseWide", record! { N: 1 });
        assert_eq!(class(&wide), Some(ErrorClass::StackLimit));
        wide.expect_limit("stack exhausted (32768 bytes of the guest's own) in WasmRun")
            .expect_log(LogLevel::Info, "going down");
        let thin = kit.run("RecurseThin", record! { N: 1i64 });
        assert_eq!(
            class(&thin),
            Some(ErrorClass::StackLimit),
            "{:?}",
            thin.error()
        );
        thin.expect_limit("stack exhausted (524288 bytes of the host's)");
        kit.run("Touch", record! { Bytes: 1i64 })
            .expect_intents([result(record! { Sum: 0xa5i64 })]);
    }
}

#[test]
fn a_stack_that_ends_is_reported_for_a_guest_that_is_linked_as_usual() {
    // Replaces the link options of this workspace. The second option keeps the names of functions.
    for flags in ["-Cstrip=symbols", "-Cstrip=none"] {
        let guest = Fixture::new(dir()).env("RUSTFLAGS", flags);
        let outcome = Kit::of(&guest).run("RecurseWide", record! { N: 1 });
        assert_eq!(class(&outcome), Some(ErrorClass::StackLimit));
        outcome.expect_limit("stack exhausted (1048576 bytes of the guest's own) in WasmRun");
    }
}

#[test]
fn blocks_are_as_large_as_the_contract_lets_them_be() {
    let mut kit = kit();
    kit.engine_config(|config| config.mem_limit = 128 * MIB);
    let answer = |kit: &mut Kit, bytes: usize| {
        kit.run(
            "LongAnswer",
            record! { Bytes: i64::try_from(bytes).unwrap() },
        )
    };
    answer(&mut kit, 15 * MIB).expect_ok().ignore_intents();
    answer(&mut kit, 17 * MIB).expect_failure("larger than 16 MiB");
    answer(&mut kit, 1000).expect_ok().ignore_intents();
}
