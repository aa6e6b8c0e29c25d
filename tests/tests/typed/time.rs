//! The time of a run.

use heeus_host_testkit::prelude::*;

use super::support::{everywhere, guest};

/// An extension of each kind that logs its time, and the storage that it has it from.
const ALL: [(&str, &str); 5] = [
    ("CommandTime", "sys.CommandContext"),
    ("ValidatorTime", "sys.CommandContext"),
    ("QueryTime", "sys.QueryContext"),
    ("JobTime", "sys.JobContext"),
    ("ProjectorTime", "sys.Event"),
];

#[test]
fn every_kind_has_the_time_that_the_test_set() {
    everywhere(|kit| {
        kit.event(record! { QName: QName("typed.Ordered") }).now(5);
        let first =
            ALL.map(|(name, _)| kit.run(name, record! {}).expect_log(LogLevel::Info, "5 5"));
        kit.now(-6);
        let later = ALL.map(|(name, _)| {
            kit.run(name, record! {})
                .expect_log(LogLevel::Info, "-6 -6")
        });
        first.into_iter().chain(later).collect()
    });
}

#[test]
fn a_time_in_the_context_or_event_stays() {
    everywhere(|kit| {
        kit.command_context(record! { Workspace: 1i64, StartedAt: 1i64 })
            .query_context(record! { StartedAt: 2i64 })
            .job_context(record! { StartedAt: 3i64 })
            .event(record! { RegisteredAt: 4i64 })
            .now(5);
        let times = ["1 1", "1 1", "2 2", "3 3", "4 4"];
        let runs = ALL
            .iter()
            .zip(times)
            .map(|((name, _), time)| kit.run(name, record! {}).expect_log(LogLevel::Info, time));
        runs.collect()
    });
}

#[test]
fn a_run_without_a_time_fails() {
    everywhere(|kit| {
        let missing = ALL.map(|(name, storage)| {
            let error = format!("{storage}: the host gives the run no time");
            kit.run(name, record! {}).expect_error(&error)
        });
        kit.command_context(record! { Workspace: 1i64 });
        let absent = kit
            .run("CommandTime", record! {})
            .expect_error("sys.CommandContext: the host gives the run no time");
        missing.into_iter().chain([absent]).collect()
    });
}

#[test]
#[should_panic(expected = "the time of runs, arranged at")]
fn a_time_that_no_run_asks_for_fails_the_test() {
    let mut kit = guest();
    kit.now(5);
    kit.run("Nothing", record! {})
        .expect_intents([result(record! {})]);
}
