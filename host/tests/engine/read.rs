//! `HostReadElems`.

use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::{Value, layout};
use heeus_host::engine::{EngineConfig, ResetCheck};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host::storage::{FailingStorage, MemoryStorage};

use super::guest::{
    DATA, Guest, amount, data, day, day_key, fails, fill, key, run, state, year_key,
};

/// The address of the counters of guests, in the order of the words: deliveries, elements, sum of
/// amounts, address of the last.
const COUNT: u32 = 256;
/// The address of their read context.
const CTX: u32 = 128;

/// Adds the amount of the element at `$element`, an i64 in the slot of its only field.
const ADD: &str = "
    (i32.store (i32.const 260) (i32.add (i32.load (i32.const 260)) (i32.const 1)))
    (i64.store (i32.const 264)
        (i64.add (i64.load (i32.const 264)) (i64.load (i32.add (local.get $element) (i32.const 16)))))";

/// Counts a delivery.
const DELIVERY: &str = "
    (i32.store (i32.const 256) (i32.add (i32.load (i32.const 256)) (i32.const 1)))";

/// Takes a page, and walks through its elements.
const PAGES: &str = "
    (func (export \"WasmOnReadPage\") (param $ctx i32) (param $page i32)
        (local $left i32) (local $element i32)
        (if (i32.ne (local.get $ctx) (i32.const 128)) (then unreachable))
        (i32.store (i32.const 256) (i32.add (i32.load (i32.const 256)) (i32.const 1)))
        (local.set $left (i32.load offset=4 (local.get $page)))
        (local.set $element (i32.add (local.get $page) (i32.const 8)))
        (block $done (loop $next
            (br_if $done (i32.eqz (local.get $left)))
            (local.set $element (i32.add (local.get $element) (i32.load (local.get $element))))
            (call $add (local.get $element))
            (local.set $element (i32.add (local.get $element) (i32.load (local.get $element))))
            (local.set $left (i32.sub (local.get $left) (i32.const 1)))
            (br $next)))
        (if (i32.ne (i32.load (local.get $page))
                (i32.sub (local.get $element) (local.get $page))) (then unreachable)))";

/// A guest that reads all days, with this limit, and traps unless its counters have these values.
fn reader(limit: u32, code: u32, deliveries: Option<u32>, elements: u32, sum: i64) -> Guest {
    let deliveries = deliveries.map_or_else(String::new, |count| {
        format!(
            "(if (i32.ne (i32.load (i32.const {COUNT})) (i32.const {count})) (then unreachable))"
        )
    });
    let run = format!(
        "(i32.store (i32.const {}) (i32.const {limit}))
         (if (i32.ne (call $read (i32.const {CTX}) (i32.const {DATA})) (i32.const {code}))
            (then unreachable))
         {deliveries}
         (if (i32.ne (i32.load (i32.const {})) (i32.const {elements})) (then unreachable))
         (if (i64.ne (i64.load (i32.const {})) (i64.const {sum})) (then unreachable))
         (i32.const 0)",
        CTX + 4,
        COUNT + 4,
        COUNT + 8,
    );
    let mut guest = Guest::running(run, &year_key());
    guest.on_read = format!(
        "(if (i32.ne (local.get $ctx) (i32.const {CTX})) (then unreachable)) {DELIVERY}
         (call $add (local.get $element))"
    );
    guest
        .reset
        .push_str("(memory.fill (i32.const 128) (i32.const 0) (i32.const 160))");
    guest.with(&format!("(func $add (param $element i32) {ADD})"))
}

fn sum(days: i64) -> i64 {
    days * (days + 1) / 2 * 10
}

#[test]
fn every_element_is_delivered_in_a_call() {
    for days in [0_i32, 1, 7] {
        let count = days.cast_unsigned();
        let guest = reader(0, 0, Some(count), count, sum(days.into()));
        let mut engine = guest.engine();
        for _ in 0..2 {
            let report = run(&mut engine, &mut state(days));
            assert_eq!(report.result, Ok(()));
            let line = format!(
                "HostReadElems(sys.View test.View {{Year: 2026}}) -> done, {days} delivered"
            );
            assert_eq!(report.calls[0].to_string(), line);
            assert_eq!(report.stats.host_calls, 1);
        }
    }
}

#[test]
fn pages_hold_the_same_elements() {
    // An element has 80 bytes: 204 fit into a page.
    for (days, pages) in [
        (0_i32, 0),
        (1, 1),
        (25, 1),
        (204, 1),
        (205, 2),
        (408, 2),
        (1000, 5),
    ] {
        let guest = reader(0, 0, Some(pages), days.cast_unsigned(), sum(days.into())).with(PAGES);
        let mut engine = guest.engine();
        let mut state = state(days);
        for _ in 0..2 {
            let report = run(&mut engine, &mut state);
            assert_eq!(report.result, Ok(()), "{days} days in {pages} pages");
            assert_eq!(
                report.stats.bytes_read,
                80 * u64::from(days.cast_unsigned())
            );
        }
        let config = EngineConfig {
            pages: false,
            ..EngineConfig::default()
        };
        let guest = reader(0, 0, None, days.cast_unsigned(), sum(days.into())).with(PAGES);
        assert_eq!(
            run(&mut guest.engine_with(&config), &mut state).result,
            Ok(())
        );
    }
}

#[test]
fn a_limit_is_not_passed() {
    for pages in ["", PAGES] {
        for (limit, seen) in [(1, 1), (3, 3), (7, 7), (8, 7), (u32::MAX, 7)] {
            let guest = reader(limit, 0, None, seen, sum(seen.into())).with(pages);
            let report = run(&mut guest.engine(), &mut state(7));
            assert_eq!(report.result, Ok(()), "{limit}");
        }
    }
}

#[test]
fn the_guest_may_stop() {
    let mut guest = reader(0, 0, Some(3), 3, sum(3));
    let stop = format!(
        "(if (i32.eq (i32.load (i32.const {COUNT})) (i32.const 3))
            (then (i32.store (local.get $ctx) (i32.const 9))))"
    );
    guest.on_read.push_str(&stop);
    assert_eq!(run(&mut guest.engine(), &mut state(7)).result, Ok(()));
    // With pages, the host reads the context after each page.
    let stop = PAGES.replacen(
        "(local.set $left",
        "(i32.store (local.get $ctx) (i32.const 1)) (local.set $left",
        1,
    );
    let guest = reader(0, 0, Some(1), 204, sum(204)).with(&stop);
    assert_eq!(run(&mut guest.engine(), &mut state(300)).result, Ok(()));
}

#[test]
fn an_invalid_key_is_a_code() {
    let not_leading = key(&[("Day", Value::I32(1))]);
    let mut guest = reader(0, 2, Some(0), 0, 0);
    guest.more = guest
        .more
        .replace(&data(DATA, &year_key()), &data(DATA, &not_leading));
    let report = run(&mut guest.engine(), &mut state(7));
    assert_eq!(report.result, Ok(()));
    assert!(report.refusals[0].contains("Year"), "{:?}", report.refusals);
}

#[test]
fn a_storage_that_fails_is_a_code() {
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    let mut state = HostState::with_storage(Box::new(storage));
    fill(&mut state, 7);
    failures.fail_at(1);
    let report = run(&mut reader(0, 3, None, 0, 0).engine(), &mut state);
    assert_eq!(report.result, Ok(()));
    assert!(
        report.calls[0].to_string().contains("i/o error"),
        "{}",
        report.calls[0]
    );
}

/// Nested reads: each delivery begins one more, down to `depth`.
fn nested(depth: u32) -> Guest {
    let read = format!("(drop (call $read (i32.const {CTX}) (i32.const {DATA})))");
    let mut guest = Guest::failing(&read, &year_key());
    guest.on_read = format!(
        "{DELIVERY}
         (if (i32.lt_u (i32.load (i32.const {COUNT})) (i32.const {depth})) (then {read}))
         (drop (call $get (i32.const {at}) (i32.const 64)))",
        at = DATA + 512
    );
    guest
        .reset
        .push_str("(memory.fill (i32.const 64) (i32.const 0) (i32.const 224))");
    guest.with(&data(DATA + 512, &day_key(1)))
}

#[test]
fn reads_nest_to_the_stated_depth() {
    let mut engine = nested(8).engine();
    for _ in 0..2 {
        let report = run(&mut engine, &mut state(1));
        assert_eq!(report.result, Ok(()));
        let depths: Vec<_> = report.calls.iter().map(|call| call.depth).collect();
        let down = 0..8;
        let up = (1..=8).rev();
        assert_eq!(
            depths,
            down.chain(up).collect::<Vec<_>>(),
            "reads, then gets on the way back"
        );
    }
    let text = fails(
        &mut nested(9).engine(),
        &mut state(1),
        ErrorClass::ReadDepth,
    );
    assert_eq!(text, "run: limit: 8 reads inside reads in HostReadElems");
}

#[test]
fn contexts_and_keys_are_not_believed() {
    for (ctx, key, expected) in [
        (65_532, DATA, "read context of 8 bytes at address 65532"),
        (
            u32::MAX,
            DATA,
            "read context of 8 bytes at address 4294967295",
        ),
        (CTX, 65_535, "key block of 4 bytes at address 65535"),
        (CTX, DATA + 1, "key block of 16777216 bytes at address 1025"),
    ] {
        let read = format!(
            "(drop (call $read (i32.const {}) (i32.const {})))",
            ctx.cast_signed(),
            key.cast_signed()
        );
        let mut engine = Guest::failing(&read, &year_key()).engine();
        let text = fails(&mut engine, &mut state(1), ErrorClass::Abi);
        let begin = format!("run: fault: HostReadElems: {expected}");
        assert!(text.starts_with(&begin), "{text}");
    }
}

#[test]
fn a_guest_may_fail_in_a_delivery() {
    let read = format!("(drop (call $read (i32.const {CTX}) (i32.const {DATA})))");
    let mut guest = Guest::failing(&read, &year_key());
    guest.on_read = "unreachable".into();
    let text = fails(&mut guest.engine(), &mut state(1), ErrorClass::Trap);
    assert!(
        text.starts_with("run: fault: trap in WasmOnRead: "),
        "{text}"
    );
    let on_page = "(func (export \"WasmOnReadPage\") (param i32 i32) unreachable)";
    let mut engine = Guest::failing(&read, &year_key()).with(on_page).engine();
    let text = fails(&mut engine, &mut state(1), ErrorClass::Trap);
    assert!(
        text.starts_with("run: fault: trap in WasmOnReadPage: "),
        "{text}"
    );
}

#[test]
fn a_long_read_does_not_grow_the_guest() {
    let days = 20_000;
    let mut state = state(days);
    for pages in ["", PAGES] {
        let guest = reader(0, 0, None, days.cast_unsigned(), sum(days.into())).with(pages);
        let report = run(&mut guest.engine(), &mut state);
        assert_eq!(report.result, Ok(()));
        assert!(
            report.stats.memory_bytes <= 65_536,
            "{}",
            report.stats.memory_bytes
        );
        // It has written to memory, and does not say that it is free.
        assert_eq!(report.stats.reset, ResetCheck::Unknown);
    }
}

#[test]
fn a_large_element_gets_larger_room() {
    let mut state = state(3);
    let note = "x".repeat(40_000);
    let large = super::guest::record(&[("Amount", Value::I64(40)), ("Note", Value::Str(&note))]);
    let view = heeus_abi::Storage::View;
    // `Amount` is the first field of both sorts of elements, but its slot follows one more entry.
    state
        .put(view, super::guest::VIEW, day(2).as_ref(), large.as_ref())
        .unwrap();
    state
        .put(
            view,
            super::guest::VIEW,
            day(4).as_ref(),
            amount(40).as_ref(),
        )
        .unwrap();
    assert_eq!(layout::record::TABLE + layout::field::SLOT, 16);
    for pages in ["", PAGES] {
        let guest = reader(0, 0, None, 4, 10 + 40 + 30 + 40).with(pages);
        let report = run(&mut guest.engine(), &mut state);
        assert_eq!(report.result, Ok(()));
        assert!(report.stats.bytes_read > 40_000);
    }
}

#[test]
fn an_element_that_fits_no_page_is_delivered_alone() {
    let mut state = state(3);
    // Header, two entries and the names before the note: the record is as large as a block can be.
    let note = "x".repeat(MAX_BLOCK - 8 - 2 * 16 - 16);
    let large = super::guest::record(&[("Amount", Value::I64(20)), ("Note", Value::Str(&note))]);
    assert_eq!(large.as_ref().as_bytes().len(), MAX_BLOCK);
    let (view, day) = (heeus_abi::Storage::View, day(2));
    state
        .put(view, super::guest::VIEW, day.as_ref(), large.as_ref())
        .unwrap();
    let config = EngineConfig {
        mem_limit: 256 << 20,
        ..EngineConfig::default()
    };
    // In pages: the first day, the large one by itself, the third.
    for pages in ["", PAGES] {
        for (limit, elements, sum) in [(0, 3, 60), (2, 2, 30)] {
            let mut guest = reader(limit, 0, Some(elements), elements, sum).with(pages);
            guest.memory = r#"(memory (export "memory") 1024)"#.into();
            let report = run(&mut guest.engine_with(&config), &mut state);
            assert_eq!(report.result, Ok(()));
            assert!(report.stats.bytes_read > MAX_BLOCK as u64);
        }
    }
}

#[test]
fn a_guest_without_memory_gets_a_code() {
    for pages in ["", PAGES] {
        let mut guest = reader(0, 4, Some(0), 0, 0).with(pages);
        guest.malloc = format!(
            "(local $at i32) (if (global.get $inside) (then (return (i32.const 0)))) {}",
            guest.malloc.replace("(local $at i32)", "")
        );
        guest.run = format!("(global.set $inside (i32.const 1)) {}", guest.run);
        guest.reset.push_str("(global.set $inside (i32.const 0))");
        let guest = guest.with("(global $inside (mut i32) (i32.const 0))");
        assert_eq!(run(&mut guest.engine(), &mut state(1)).result, Ok(()));
    }
}
