//! The builtin engine and the panic hook of the program. One test: a program has only one hook.

use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};

use heeus_host_testkit::prelude::*;
use heeus_sdk::extension;
use heeus_sdk::untyped::{WasmState, WasmStateElement};

static FIRST: AtomicU32 = AtomicU32::new(0);
static SECOND: AtomicU32 = AtomicU32::new(0);

#[extension(kind = "command", name = "Panics")]
fn panics(_: &WasmState<'_>, _: WasmStateElement<'_>) {
    panic!("no way");
}

fn taken() -> (u32, u32) {
    let take = |hook: &AtomicU32| hook.swap(0, Ordering::Relaxed);
    (take(&FIRST), take(&SECOND))
}

fn other_panic() {
    let caught = panic::catch_unwind(|| panic!("not in a run"));
    assert!(caught.is_err());
}

#[test]
fn the_hook_gets_all_panics_but_those_of_extensions() {
    panic::set_hook(Box::new(|_| {
        FIRST.fetch_add(1, Ordering::Relaxed);
    }));
    let mut kit = Kit::native("test");
    let run = |kit: &mut Kit| kit.run("Panics", record! {}).expect_fault("no way");
    run(&mut kit).expect_fault_at("tests/builtin_hook.rs:15");
    assert_eq!(taken(), (0, 0));
    other_panic();
    assert_eq!(taken(), (1, 0));

    // A later hook gets all panics, and only that hook knows the place.
    panic::set_hook(Box::new(|_| {
        SECOND.fetch_add(1, Ordering::Relaxed);
    }));
    let error = run(&mut kit).error().map(ToString::to_string);
    assert_eq!(
        error.as_deref(),
        Some("Panics in test: run: fault: panic: no way")
    );
    assert_eq!(taken(), (0, 1));
    other_panic();
    assert_eq!(taken(), (0, 1));
    drop(panic::take_hook());
}
