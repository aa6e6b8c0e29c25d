//! Gets and reads.

use heeus_abi::limits::MAX_READ_DEPTH;
use heeus_host::storage::{FailingStorage, MemoryStorage};
use heeus_host_testkit::prelude::*;

use super::support::{arrange, by_pages_and_elements, day, kit};

fn answer(count: i32, sum: i64, days: &str) -> Intent {
    result(record! { Count: count, Sum: sum, Days: days })
}

fn days(count: i32) -> String {
    let days: Vec<String> = (1..=count.min(20)).map(|day| format!("{day}.1 ")).collect();
    days.concat()
}

fn sum(days: i32) -> i64 {
    (1..=i64::from(days)).map(|day| day * 10).sum()
}

#[test]
fn an_element_that_must_be_there_and_one_that_may_be() {
    by_pages_and_elements(|kit| {
        arrange(kit, 2);
        vec![
            kit.run("MustExist", day(2))
                .expect_intents([answer(1, 20, "")]),
            kit.run("MustExist", day(3))
                .expect_error("the element does not exist"),
            kit.run("CanExist", day(2))
                .expect_intents([answer(1, 20, "")]),
            kit.run("CanExist", day(3))
                .expect_intents([answer(0, 0, "")]),
        ]
    });
}

#[test]
fn a_read_delivers_what_is_under_the_key_in_its_order() {
    by_pages_and_elements(|kit| {
        arrange(kit, 100);
        let other = record! { Year: 2027, Month: 1, Day: 1 };
        kit.view("test.Days", other, record! { Amount: 1i64 });
        let early = record! { Year: 2026, Month: -1, Day: 30 };
        kit.view("test.Days", early, record! { Amount: 1i64 });
        let first = format!("30.-1 {}", days(19));
        kit.limits(|limits| limits.reads_across_partitions = true);
        vec![
            kit.run("Read", record! { Year: 2026 })
                .expect_intents([answer(101, sum(100) + 1, &first)]),
            kit.run("Read", record! { Year: 2026, Month: 1 })
                .expect_intents([answer(100, sum(100), &days(20))]),
            kit.run("Read", day(7))
                .expect_intents([answer(1, 70, "7.1 ")]),
            kit.run("Read", record! { Year: 2025 })
                .expect_intents([answer(0, 0, "")]),
            kit.run("Read", record! {})
                .expect_intents([answer(102, sum(100) + 2, &first)]),
        ]
    });
}

#[test]
fn a_read_ends_at_its_limit_or_where_the_guest_has_enough() {
    by_pages_and_elements(|kit| {
        arrange(kit, 1000);
        let mut told = Vec::new();
        for count in [1, 2, 19, 500, 1000] {
            let key = record! { Year: 2026, Limit: count, Stop: count };
            for name in ["Read", "StopEarly"] {
                let expected = answer(count, sum(count), &days(count));
                told.push(kit.run(name, key.clone()).expect_intents([expected]));
            }
        }
        told
    });
}

#[test]
fn an_error_in_a_callback_ends_read_and_run() {
    by_pages_and_elements(|kit| {
        arrange(kit, 10);
        let failed = kit.run("FailInRead", record! { Year: 2026 });
        vec![failed.expect_error("three are enough")]
    });
}

#[test]
fn reads_nest_with_gets_inside_to_the_stated_depth() {
    let deepest = i32::try_from(MAX_READ_DEPTH).unwrap();
    by_pages_and_elements(|kit| {
        arrange(kit, 3);
        let mut told = Vec::new();
        for depth in 0..=deepest {
            // There are 3 callbacks at the first depth, 9 at the second, and so on. Each one uses
            // the amount that it got twice.
            let calls: i32 = (1..=depth.cast_unsigned())
                .map(|depth| 3_i32.pow(depth))
                .sum();
            let args = record! { Year: 2026, Depth: depth };
            let expected = answer(calls, i64::from(calls) * 20 * 2, "");
            told.push(kit.run("NestReads", args).expect_intents([expected]));
        }
        let deeper = record! { Year: 2026, Depth: deepest + 1 };
        told.push(
            kit.run("NestReads", deeper)
                .expect_limit("8 reads inside reads"),
        );
        told.push(
            kit.run("ReadForEver", record! { Year: 2026 })
                .expect_limit("8 reads inside reads"),
        );
        told.push(
            kit.run("MustExist", day(3))
                .expect_intents([answer(1, 30, "")]),
        );
        told
    });
}

#[test]
fn keys_that_cannot_be_right_are_errors_that_the_guest_sees() {
    by_pages_and_elements(|kit| {
        arrange(kit, 1);
        let told = kit.run("InvalidKeys", record! {}).expect_ok();
        let lines: Vec<_> = told.logs().iter().map(|line| line.text.as_str()).collect();
        let expected = [
            "get by a part: the key is invalid",
            "get by a wrong type: the key is invalid",
            "get of an unknown entity: the key is invalid",
            "read by a part: fine",
            "read by what does not lead: the key is invalid",
            "read by an unknown field: the key is invalid",
        ];
        assert_eq!(lines, expected);
        vec![told]
    });
}

#[test]
fn what_a_kind_may_not_read_ends_the_run() {
    kit()
        .run("ReadRecords", record! {})
        .expect_fault("a query may not read from sys.Record; it may get there")
        .expect_log(LogLevel::Info, "reading");
}

#[test]
fn a_storage_that_fails_is_an_error_that_the_guest_sees() {
    by_pages_and_elements(|kit| {
        let (storage, failures) = FailingStorage::new(MemoryStorage::new());
        kit.storage(storage);
        arrange(kit, 100);
        let mut told = Vec::new();
        for (name, args, operation) in [
            ("MustExist", day(1), 1),
            ("Read", record! { Year: 2026 }, 1),
            ("Read", record! { Year: 2026 }, 60),
        ] {
            failures.fail_at(operation);
            told.push(kit.run(name, args).expect_error("i/o error"));
        }
        told.push(
            kit.run("Read", record! { Year: 2026 })
                .expect_intents([answer(100, sum(100), &days(20))]),
        );
        told
    });
}
