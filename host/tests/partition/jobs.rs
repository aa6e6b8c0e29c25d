//! Jobs, on a clock that tests set.

use std::time::Duration;

use heeus_abi::Storage;
use heeus_host::JobRun;
use heeus_host::error::ErrorClass;
use heeus_host::{AppConfig, Clock};
use heeus_host_testkit::Content;

use super::Shop;
use super::guest::package_sweeping;

/// The times at which the job ran, in milliseconds, and the number of runs for each.
fn swept(shop: &Shop) -> Vec<(i64, i32)> {
    let rows = shop.rows(Storage::View, "shop.Swept").into_iter();
    let swept = rows.map(
        |(key, value)| match (key.get("StartedAt"), value.get("Times")) {
            (Some(Content::I64(time)), Some(Content::I32(times))) => (*time, *times),
            other => panic!("{other:?}"),
        },
    );
    swept.collect()
}

#[test]
fn a_job_runs_each_time_that_it_is_due() {
    let shop = Shop::new();
    assert_eq!(shop.advance(Duration::from_secs(59)), Ok(Vec::new()));
    assert_eq!(swept(&shop), []);
    let ran = shop.advance(Duration::from_secs(1)).unwrap();
    assert_eq!(ran.len(), 1);
    assert_eq!((&*ran[0].name, ran[0].due), ("shop.Sweep", 60_000));
    assert_eq!(ran[0].result, Ok(()));
    assert_eq!(shop.clock().millis(), 60_000);
    let ran = shop.advance(Duration::from_secs(150)).unwrap();
    let due: Vec<_> = ran.iter().map(|run| run.due).collect();
    assert_eq!(due, [120_000, 180_000]);
    assert_eq!(swept(&shop), [(60_000, 1), (120_000, 1), (180_000, 1)]);
}

#[test]
fn a_job_that_fails_leaves_nothing_and_runs_when_it_is_due_again() {
    let shop = Shop::new();
    shop.secret("fail sweep", Some("x"));
    let ran = shop.advance(Duration::from_mins(1)).unwrap();
    let error = ran[0].result.as_ref().unwrap_err().to_string();
    assert!(error.contains("failing: x"), "{error}");
    assert_eq!(swept(&shop), []);
    shop.secret("fail sweep", None);
    assert_eq!(shop.advance(Duration::from_secs(59)), Ok(Vec::new()));
    assert_eq!(shop.advance(Duration::from_secs(1)).unwrap().len(), 1);
    assert_eq!(swept(&shop), [(120_000, 1)]);
}

#[test]
fn time_never_goes_back() {
    let shop = Shop::new();
    shop.set_clock(5_000).unwrap();
    shop.set_clock(4_000).unwrap();
    assert_eq!(shop.clock().millis(), 5_000);
}

#[test]
fn a_job_that_missed_too_many_turns_leaves_out_the_oldest() {
    let shop = Shop::with(AppConfig {
        missed_runs: 3,
        ..AppConfig::default()
    });
    let due = |ran: Vec<JobRun>| -> Vec<i64> { ran.iter().map(|run| run.due / 60_000).collect() };
    assert_eq!(
        due(shop.advance(Duration::from_mins(3)).unwrap()),
        [1, 2, 3]
    );
    assert_eq!(
        due(shop.advance(Duration::from_mins(1_000)).unwrap()),
        [1001, 1002, 1003]
    );
    assert_eq!(due(shop.advance(Duration::from_mins(1)).unwrap()), [1004]);
    let end = shop.advance(Duration::MAX).unwrap();
    assert_eq!(end.len(), 3);
    assert_eq!(shop.advance(Duration::MAX), Ok(Vec::new()));
}

#[test]
fn an_app_begins_with_the_time_that_it_is_given() {
    let shop = Shop::with(AppConfig {
        clock: Clock::at(1_764_128_000_000),
        ..AppConfig::default()
    });
    let ran = shop.advance(Duration::from_mins(1)).unwrap();
    assert_eq!((ran.len(), ran[0].due), (1, 1_764_128_060_000));
}

#[test]
fn a_job_runs_in_each_of_its_workspaces() {
    let mut shop = Shop::with(AppConfig::with_partitions(2));
    shop.deploy(package_sweeping(&[1, 2, 3])).unwrap();
    shop.secret("fail sweep", Some("only 2"));
    let ran = shop.advance(Duration::from_mins(2)).unwrap();
    let mut ran: Vec<_> = ran
        .iter()
        .map(|run| (run.workspace, run.due / 60_000, run.result.is_ok()))
        .collect();
    ran.sort_unstable();
    let expected = [1, 2, 3].map(|of| [(of, 1, of != 2), (of, 2, of != 2)]);
    assert_eq!(ran, expected.concat());
    shop.enter(3);
    assert_eq!(swept(&shop).len(), 2);
    shop.enter(2);
    assert_eq!(swept(&shop), []);
}

#[test]
fn workspaces_of_a_job_are_some_and_each_once() {
    let shop = Shop::new();
    let refused = |workspaces: &[i64]| {
        let error = shop.deploy(package_sweeping(workspaces)).unwrap_err();
        error.to_string()
    };
    let text = refused(&[]);
    assert!(text.contains("found no workspace"), "{text}");
    let text = refused(&[5, 6, 5]);
    assert!(text.contains("found workspace 5 twice"), "{text}");
}

/// A job catches up on many turns, and an extension chooses how long its errors are.
#[test]
fn the_errors_of_many_runs_are_short() {
    let (missed, long) = (200, 60_000);
    let shop = Shop::with(AppConfig {
        missed_runs: missed,
        ..AppConfig::default()
    });
    shop.secret("fail sweep", Some(&"x".repeat(long)));
    let ran = shop
        .advance(Duration::from_mins(u64::from(missed)))
        .unwrap();
    assert_eq!(ran.len(), 200);
    let errors: Vec<_> = ran
        .iter()
        .map(|run| run.result.as_ref().unwrap_err())
        .collect();
    let (whole, short) = errors.split_at(16);
    for error in whole {
        assert!(error.to_string().len() > long, "{error}");
        let whole = error.whole().unwrap();
        assert_eq!(whole.to_string(), error.to_string());
    }
    for error in short {
        let text = error.to_string();
        assert!(text.contains("error: failing: xxx"), "{text}");
        assert!(text.len() < 600 && text.ends_with("is left out)"), "{text}");
        assert_eq!(
            (error.class(), error.whole()),
            (ErrorClass::Extension, None)
        );
    }
    // The next time begins anew.
    let ran = shop.advance(Duration::from_mins(1)).unwrap();
    assert!(ran[0].result.as_ref().unwrap_err().whole().is_some());
}
