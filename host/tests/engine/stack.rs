//! The stack that a guest keeps in its own memory.

use heeus_host::error::ErrorClass;

use super::guest::{Guest, data, fails, state, unknown, works};

/// The address at which the stack ends and the statics begin.
const TOP: u32 = 2048;

/// The ways in which a module says where its stack pointer is.
const TOLD: [&str; 3] = [
    r#"(global $sp (export "__stack_pointer") (mut i32) (i32.const 2048))"#,
    "(global $other (mut i32) (i32.const 7)) (global $__stack_pointer (mut i32) (i32.const 2048))",
    "(global $sp (mut i32) (i32.const 2048)) \
     (global (export \"__heap_base\") i32 (i32.const 32768))",
];

const OUTSIDE: &str = "wasm trap: out of bounds memory access";

/// A guest with these globals that moves its stack pointer there and then executes this code.
fn guest(globals: &str, pointer: i32, then: &str) -> Guest {
    let name = if globals.contains("$__stack_pointer") {
        "$__stack_pointer"
    } else {
        "$sp"
    };
    let run = format!("(global.set {name} (i32.const {pointer})) {then}");
    Guest {
        nameless: format!("(return (i32.const {TOP}))"),
        more: data(TOP, &unknown()) + globals,
        ..Guest::failing(&run, &[])
    }
}

fn load(address: i32) -> String {
    format!("(drop (i32.load (i32.const {address})))")
}

#[track_caller]
fn fails_as(guest: &Guest, class: ErrorClass) -> String {
    let mut engine = guest.engine();
    let text = fails(&mut engine, &mut state(0), class);
    works(&mut engine, &mut state(0));
    text
}

#[test]
fn a_guest_that_reaches_below_its_stack_has_exhausted_it() {
    let exhausted = "run: limit: stack exhausted (2048 bytes of the guest's own) in WasmRun";
    let copy = "(memory.fill (i32.const -64) (i32.const 0) (i32.const 32))";
    for globals in TOLD {
        for (pointer, then) in [
            (-16, load(-8)),
            (i32::MIN, load(i32::MIN + 4)),
            (-64, copy.to_owned()),
            (-16, "unreachable".to_owned()),
            // A function that calls no other leaves the pointer unchanged.
            (64, load(-32)),
        ] {
            let text = fails_as(&guest(globals, pointer, &then), ErrorClass::StackLimit);
            assert_eq!(text, exhausted, "{globals}: {pointer}, {then}");
        }
    }
}

#[test]
fn a_stack_above_the_statics_is_exhausted_where_it_reaches_them() {
    let globals = r#"(global $sp (export "__stack_pointer") (mut i32) (i32.const 4096))"#;
    let guest = guest(globals, i32::try_from(TOP).unwrap() - 16, &load(-1));
    let text = fails_as(&guest, ErrorClass::StackLimit);
    let bytes = 4096 - TOP as usize - unknown().len();
    assert!(text.contains(&format!("({bytes} bytes of")), "{text}");
}

#[test]
fn a_wild_access_with_room_on_the_stack_stays_one() {
    for globals in TOLD {
        for pointer in [128, 1000, 2048] {
            let text = fails_as(&guest(globals, pointer, &load(-8)), ErrorClass::Trap);
            assert!(text.contains(OUTSIDE), "{globals}: {pointer}: {text}");
        }
        let text = fails_as(&guest(globals, 64, "unreachable"), ErrorClass::Trap);
        assert!(text.contains("unreachable"), "{globals}: {text}");
    }
}

#[test]
fn a_global_that_may_be_anything_says_nothing_of_a_stack() {
    for globals in [
        "(global $sp (mut i32) (i32.const 2048))".to_owned(),
        format!("(global $sp (mut i32) (i32.const 0)) {HEAP}"),
        format!("(global $sp (mut i32) (i32.const 2047)) {HEAP}"),
        format!("(global $sp (mut i32) (i32.const 2064)) {HEAP}"),
        format!(
            "(global $first i32 (i32.const 2048)) (global $sp (mut i32) (i32.const 16)) {HEAP}"
        ),
    ] {
        let text = fails_as(&guest(&globals, -16, &load(-8)), ErrorClass::Trap);
        assert!(text.contains(OUTSIDE), "{globals}: {text}");
    }
}

/// The export of a linker.
const HEAP: &str = r#"(global (export "__heap_base") i32 (i32.const 32768))"#;
