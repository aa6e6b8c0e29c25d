//! Texts that grow.

use heeus_host_testkit::fixture::Fixture;
use heeus_host_testkit::prelude::*;

use super::support::{dir, kit};

fn arena(outcome: &Outcome) -> u32 {
    outcome.stats().arena_bytes.expect("the guest tells")
}

#[test]
fn a_text_grows_with_and_without_other_blocks_behind_it() {
    for heap in [None, Some("heap-dlmalloc"), Some("heap-wee")] {
        let mut kit = Kit::of(&Fixture::new(dir()).features(heap));
        for (parts, between) in [(0, 0), (1, 0), (3, 1), (1000, 0), (1000, 24)] {
            let text: Vec<String> = (0..parts).map(|part| format!("{part};")).collect();
            let text = text.concat();
            let outcome = kit
                .run("LogParts", record! { Parts: parts, Between: between })
                .expect_ok();
            let logs: Vec<&str> = outcome.logs().iter().map(|line| &*line.text).collect();
            assert_eq!(logs, [&text, &format!("{text}end")], "{heap:?}");
        }
    }
}

#[test]
fn a_text_that_other_blocks_follow_moves_seldom() {
    let mut kit = kit();
    let mut run = |parts: i32, between: i32| {
        let args = record! { Parts: parts, Between: between };
        arena(&kit.run("LogParts", args).expect_ok())
    };
    // The first run of an instance takes the image that resets put back.
    run(0, 0);
    // 48,890 bytes of text; two log lines have it too, in a list that grew.
    let alone = run(10_000, 0);
    let between = run(10_000, 1);
    assert!(between - alone < 800_000, "{alone} {between}");
}

#[test]
fn a_text_is_freed_when_it_is_dropped() {
    let mut kit = kit();
    let mut run = |times: i32| {
        let outcome = kit.run("BuildTexts", record! { Times: times }).expect_ok();
        arena(&outcome)
    };
    run(1);
    let few = run(9);
    assert_eq!(run(10_000) / 64, few / 64);
}

#[test]
fn json_is_read_and_written_in_a_guest() {
    for heap in [None, Some("heap-dlmalloc")] {
        let mut kit = Kit::of(&Fixture::new(dir()).features(heap));
        let mut run = |body: &str| kit.run("ReadJson", record! { Body: body.as_bytes() });
        let body = r#" {"a\u00fc\n": {"text": "\ud83d\ude00\"", "sums": [1.5]},
            "b": {"sums": ["-0.0001", null]}} "#;
        let expected = r#"["aü\n","😀\"",1.50,"b",null,-0.0001]"#;
        run(body).expect_ok().expect_log(LogLevel::Info, expected);
        run("{\"a\": {\"sums\": [1.5]}")
            .expect_error("the JSON is broken at byte 21: expected `,` or `}`");
        run("{\"a\": {\"sums\": [true]}}")
            .expect_error("sums[0]: found true or false, expected an amount");
        run(&"[".repeat(100_000)).expect_error("expected at most 64 objects and arrays");
    }
}
