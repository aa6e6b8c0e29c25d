//! What a host keeps of one run, whatever the guest leaves. Alone in its process, whose memory the kernel tells.
#![cfg(target_os = "linux")]

#[path = "engine/guest.rs"]
#[allow(dead_code, reason = "the engine's tests use all of it")]
mod guest;

use std::fs;

use guest::{Guest, run, state};
use heeus_host_testkit::EngineConfig;

/// What a host may keep besides what it had before the run.
const MOST: u64 = 8 << 10;

/// Memory of this process, in KiB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.unwrap().parse().unwrap()
}

/// A guest with 1 MiB of memory that leaves a result block of this head and `bytes` bytes behind it.
fn leaving(head: &str, fill: &str, bytes: u32) -> Guest {
    let size = bytes + 32;
    let run = format!(
        "(local $at i32) (i32.store (i32.const 131072) (i32.const {size})) {head}
         (local.set $at (i32.const 131104)) {fill} (i32.const 131072)"
    );
    Guest {
        memory: r#"(memory (export "memory") 16)"#.into(),
        run,
        ..Guest::default()
    }
}

#[test]
fn a_run_leaves_no_more_than_the_host_has_room_for() {
    let store = |offset: u32, value: u32| {
        format!("(i32.store offset={offset} (i32.const 131072) (i32.const {value}))")
    };
    let (lines, text) = (35_000, 900_000);
    let every_line = format!(
        "(loop $next (i32.store (local.get $at) (i32.const 24))
            (i32.store8 offset=4 (local.get $at) (i32.const 3))
            (local.set $at (i32.add (local.get $at) (i32.const 24)))
            (br_if $next (i32.lt_u (local.get $at) (i32.const {}))))",
        131_104 + 24 * lines
    );
    let letters = |letter: u32| {
        format!("(memory.fill (local.get $at) (i32.const {letter}) (i32.const {text}))")
    };
    let failed = store(4, 1) + &store(28, text);
    let grow = "(loop $more (br_if $more (i32.ne (i32.const -1)
        (table.grow $t (ref.null func) (i32.const 1000)))))";
    let guests = [
        (
            "log lines",
            leaving(
                &(store(20, lines) + &store(24, 24 * lines)),
                &every_line,
                24 * lines,
            ),
        ),
        ("a text", leaving(&failed, &letters(0x61), text)),
        ("control characters", leaving(&failed, &letters(1), text)),
        ("a table", leaving("", grow, 0).with("(table $t 0 funcref)")),
    ];
    let config = EngineConfig {
        mem_limit: 1 << 20,
        trace: true,
        ..EngineConfig::default()
    };
    // What the first run of a process needs is not a guest's.
    drop(run(
        &mut Guest::default().engine_with(&config),
        &mut state(1),
    ));
    for (what, guest) in guests {
        let mut engine = guest.engine_with(&config);
        let mut state = state(1);
        let before = memory();
        let report = run(&mut engine, &mut state);
        let shown = report.result.as_ref().err().map(ToString::to_string);
        let kept = memory().saturating_sub(before);
        assert!(kept <= MOST, "{what}: {kept} KiB more");
        let shown = shown.map_or(0, |text| text.len());
        assert!(shown < 1 << 20, "{what}: shown as {shown} bytes");
        let last = report.logs.last().map(|line| line.text.as_str());
        if what == "log lines" {
            assert!(
                last.unwrap_or_default().contains("log lines are left out"),
                "{last:?}"
            );
        }
    }
}
