//! Reads of a part of a view, by options.

use heeus_host_testkit::prelude::*;

use super::kit;
use crate::api::days;

/// Reads days of January 2026 with these options, and logs them.
fn read(options: &str) -> String {
    format!(
        "local key = ctx:key_builder('sys.View', 'test.Days', {{ Year = 2026, Month = 1 }})
        local day = function(n) return {{ Year = 2026, Month = 1, Day = n }} end
        local seen = {{}}
        ctx:read(key, {options}, function(key) seen[#seen + 1] = key.Day end)
        print(table.concat(seen, ' '))"
    )
}

#[track_caller]
fn reads(options: &str, seen: &str) {
    let mut kit = kit(&read(options));
    days(&mut kit, 9);
    let outcome = kit.run("Query", record! {}).expect_ok();
    let lines: Vec<_> = outcome
        .logs()
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(lines, [seen], "{options}");
}

#[test]
fn options_choose_a_part_and_an_order() {
    reads("nil", "1 2 3 4 5 6 7 8 9");
    reads("{}", "1 2 3 4 5 6 7 8 9");
    reads("3", "1 2 3");
    reads("{ limit = 3 }", "1 2 3");
    reads("{ limit = 0 }", "");
    reads("{ reverse = true, limit = 2 }", "9 8");
    reads("{ reverse = false, limit = 2 }", "1 2");
    reads("{ from = day(7) }", "7 8 9");
    reads("{ above = day(7) }", "8 9");
    reads("{ to = day(2) }", "1 2");
    reads("{ below = day(2) }", "1");
    reads("{ from = day(4), below = day(7), after = day(4) }", "5 6");
    reads("{ after = day(7) }", "8 9");
    reads("{ after = day(3), reverse = true }", "2 1");
    reads("{ after = key, reverse = true }", "");
    reads("{ after = key:token(day(7)) }", "8 9");
    reads("{ from = day(7), to = day(2) }", "");
}

#[test]
fn a_row_of_a_read_is_a_bound_of_the_next_one() {
    let body = "local key = ctx:key_builder('sys.View', 'test.Days', { Year = 2026 })
        local seen, last = {}, nil
        repeat
          local before = last
          ctx:read(key, { after = last and key:token(last), limit = 4 }, function(row)
            seen[#seen + 1] = row.Day
            last = row
          end)
          seen[#seen + 1] = '|'
        until last == before
        ctx:read(key, { above = last, reverse = true }, error)
        print(table.concat(seen, ' '))";
    let mut kit = kit(body);
    days(&mut kit, 9);
    kit.run("Query", record! {})
        .expect_log(LogLevel::Info, "1 2 3 4 | 5 6 7 8 | 9 | |")
        .expect_ok();
}

#[track_caller]
fn mistake(options: &str, why: &str) {
    let mut kit = kit(&read(options));
    days(&mut kit, 1);
    let outcome = kit
        .run("Query", record! {})
        .ignore_failure()
        .ignore_intents();
    let error = outcome.error().expect("a mistake");
    let text = error.to_string();
    assert!(text.contains(why), "{options}: {text}");
}

#[test]
fn mistakes_in_options_are_named() {
    mistake(
        "{ revers = true }",
        "read: no option \"revers\": expected from, above, to, below",
    );
    mistake("{ day(1) }", "read: no option \"integer\"");
    mistake(
        "{ from = day(1), above = day(1) }",
        "expected from or above, found both",
    );
    mistake(
        "{ to = day(1), below = day(1) }",
        "expected to or below, found both",
    );
    mistake("{ limit = -1 }", "error converting Lua integer to u32");
    mistake("{ from = 7 }", "expected a table of fields, found i64");
    mistake("{ from = { Year = 2027 } }", "the key is invalid");
    mistake("{ from = { Yaer = 2026 } }", "the key is invalid");
    mistake(
        "{ after = 'test.Hours\\0' }",
        "not a page token of test.Days",
    );
    mistake(
        "{ after = 'test.Days\\0garbage' }",
        "test.Days: the page token is not of these rows",
    );
    let other = "{ after = key:token { Year = 2027, Month = 1, Day = 1 } }";
    mistake(other, "test.Days: the page token is not of these rows");
}
