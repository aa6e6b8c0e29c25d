//! Rebuilds: views that are computed again from the log.

use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use heeus_host::error::ErrorClass;
use heeus_host::{AppConfig, AppError};

use super::guest::gate;
use super::sums::{FAILS, Sums, Version, WORKS, rows};

/// Amounts were counted twice, and some keys should not have been counted.
pub const WRONG: Version = Version::new(2);
pub const RIGHT: Version = Version::new(1).without(3);

fn config() -> AppConfig {
    AppConfig::with_partitions(2)
}

/// An app whose first version has put amounts for some keys in some workspaces.
pub fn filled(version: Version) -> Sums {
    let mut sums = Sums::new(config());
    sums.deploy(version);
    for amount in 1..=20 {
        for workspace in 1..=5 {
            let key = i32::try_from(amount % 4).unwrap();
            sums.put(workspace, key, amount * workspace);
        }
    }
    sums.settle().unwrap();
    sums
}

#[test]
fn rebuilt_rows_are_those_of_the_deployed_version() {
    for is_sync in [true, false] {
        let version = |version: Version| Version { is_sync, ..version };
        let mut sums = filled(version(WRONG));
        sums.deploy(version(RIGHT));
        sums.settle().unwrap();
        sums.expect(version(WRONG));
        sums.rebuild("sums.Totals").unwrap();
        sums.settle().unwrap();
        sums.expect(version(RIGHT));
        assert!(sums.statuses().iter().all(|of| of.rebuild.is_none()));
        // It goes on from there.
        sums.put(2, 3, 1000);
        sums.put(2, 1, 1000);
        sums.settle().unwrap();
        sums.expect(version(RIGHT));
    }
}

#[test]
fn a_rebuild_of_the_same_version_changes_nothing() {
    let sums = filled(WRONG);
    for _ in 0..3 {
        sums.rebuild("sums.Totals").unwrap();
        sums.settle().unwrap();
        sums.expect(WRONG);
    }
}

#[test]
fn rows_of_a_rebuild_before_the_last_one_do_not_come_back() {
    let mut sums = filled(WRONG);
    for skipped in 0..4 {
        let version = Version::new(1).without(skipped);
        sums.deploy(version);
        sums.rebuild("sums.Totals").unwrap();
        sums.settle().unwrap();
        sums.expect(version);
    }
}

#[test]
fn without_events_a_rebuild_is_done_at_once() {
    let mut sums = Sums::new(config());
    sums.deploy(RIGHT);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    assert!(sums.statuses().iter().all(|of| of.rebuild.is_none()));
    sums.put(1, 1, 1);
    sums.settle().unwrap();
    sums.expect(RIGHT);
}

#[test]
fn a_new_app_has_the_rows_of_the_rebuild() {
    let mut sums = filled(WRONG);
    sums.deploy(RIGHT);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.restart();
    sums.expect(RIGHT);
    sums.deploy(RIGHT);
    sums.settle().unwrap();
    let read = sums.metrics().read("sums", "Totals").unwrap();
    assert_eq!(read.runs, 0, "the rebuild is done");
    sums.put(1, 1, 1);
    sums.settle().unwrap();
    sums.expect(RIGHT);
}

/// Begins a rebuild that stops at an event of key 2, until its mode changes.
pub fn stopped(sums: &mut Sums, version: Version) -> Arc<AtomicU8> {
    let mode = Arc::new(AtomicU8::new(FAILS));
    sums.deploy_in(version, &mode);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    mode
}

/// Lets a stopped rebuild go on to its end.
pub fn go_on(sums: &Sums, mode: &AtomicU8) {
    mode.store(WORKS, Relaxed);
    sums.resume("sums.Totals").unwrap();
    sums.settle().unwrap();
}

#[test]
fn while_a_rebuild_is_under_way_the_old_rows_answer_and_follow_the_log() {
    for is_sync in [true, false] {
        let mut sums = filled(Version { is_sync, ..WRONG });
        let mode = stopped(&mut sums, Version { is_sync, ..RIGHT });
        let before = sums.asked(4, 1);
        sums.put(4, 1, 7);
        sums.settle().unwrap();
        // The version that is deployed adds to the old rows.
        assert_eq!(sums.asked(4, 1), before + 7);
        assert!(sums.statuses().iter().all(|of| of.rebuild.is_some()));
        go_on(&sums, &mode);
        sums.expect(RIGHT);
    }
}

#[test]
fn a_rebuild_that_fails_says_so_and_tries_again() {
    let mut sums = filled(WRONG);
    let mode = stopped(&mut sums, RIGHT);
    for status in sums.statuses() {
        let stop = status.rebuild.unwrap().stop.unwrap();
        assert_eq!((&*stop.name, stop.tries), ("sums.Totals", 1));
        assert_eq!(stop.error.class(), ErrorClass::Extension);
        assert!(stop.to_string().contains("key 2"), "{stop}");
        // The projector itself goes on.
        assert_eq!((status.stop, status.behind), (None, Vec::new()));
    }
    sums.expect(WRONG);
    sums.advance(Duration::from_secs(1)).unwrap();
    sums.settle().unwrap();
    for status in sums.statuses() {
        assert_eq!(status.rebuild.unwrap().stop.unwrap().tries, 2);
    }
    mode.store(WORKS, Relaxed);
    sums.advance(Duration::from_secs(1)).unwrap();
    sums.settle().unwrap();
    sums.expect(WRONG);
    sums.advance(Duration::from_secs(1)).unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
}

#[test]
fn a_rebuild_that_is_cancelled_leaves_the_old_rows() {
    let mut sums = filled(WRONG);
    let mode = stopped(&mut sums, RIGHT);
    sums.cancel_rebuild("sums.Totals").unwrap();
    assert!(sums.statuses().iter().all(|of| of.rebuild.is_none()));
    mode.store(WORKS, Relaxed);
    sums.restart();
    sums.deploy(RIGHT);
    sums.settle().unwrap();
    sums.expect(WRONG);
    // Nothing of it shows in a later rebuild.
    sums.cancel_rebuild("sums.Totals").unwrap();
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
}

#[test]
fn a_deployment_lets_a_rebuild_begin_again() {
    let mut sums = filled(WRONG);
    stopped(&mut sums, RIGHT);
    let other = Version::new(10).without(1);
    sums.deploy(other);
    sums.settle().unwrap();
    sums.expect(other);
}

#[test]
fn a_deployment_of_another_package_changes_nothing() {
    let mut sums = filled(WRONG);
    let mode = stopped(&mut sums, RIGHT);
    sums.app().deploy(super::guest::package()).unwrap();
    go_on(&sums, &mode);
    sums.expect(RIGHT);
}

#[test]
fn a_query_that_has_begun_reads_the_old_rows_to_its_end() {
    let mut sums = filled(WRONG);
    sums.deploy(RIGHT);
    let before = sums.asked(1, 1);
    gate(9).close();
    let held = sums.app().try_query(Sums::twice(1, 1)).unwrap();
    gate(9).wait_for(1);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    gate(9).open();
    let held = held.wait().unwrap();
    assert_eq!(super::sums::totals(&held), [before, before]);
    assert_eq!(sums.asked(1, 1), before / 2);
}

#[test]
fn two_projectors_are_rebuilt_at_the_same_time() {
    let mut sums = filled(WRONG);
    sums.deploy(RIGHT);
    sums.rebuild("sums.Totals").unwrap();
    sums.rebuild("sums.Counts").unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
    for workspace in 1..=5 {
        let counts = rows(sums.app(), workspace, "sums.Count");
        assert_eq!(counts, [(0, 5), (1, 5), (2, 5), (3, 5)]);
    }
}

#[test]
fn only_projectors_are_rebuilt() {
    let mut sums = Sums::new(config());
    sums.deploy(RIGHT);
    for name in ["sums.Put", "sums.None", "Totals"] {
        let expected = Err(AppError::UnknownProjector { name: name.into() });
        assert_eq!(sums.rebuild(name), expected);
        assert_eq!(sums.cancel_rebuild(name), expected);
    }
}

#[test]
fn mails_are_not_sent_again() {
    let shop = super::Shop::new();
    shop.secret("mail", Some("yes"));
    for id in 1..=3 {
        shop.order(id, 1, 1).unwrap();
    }
    shop.settle().unwrap();
    assert_eq!(shop.fakes().mails().len(), 3);
    shop.rebuild("shop.Audit").unwrap();
    shop.settle().unwrap();
    assert_eq!(shop.metrics().read("shop", "Audit").unwrap().runs, 6);
    assert_eq!(shop.fakes().mails().len(), 3);
    assert_eq!(
        super::projectors::seen_in(&shop, 1),
        super::projectors::once(1..=3)
    );
    // The next one is sent.
    shop.order(4, 1, 1).unwrap();
    shop.settle().unwrap();
    assert_eq!(shop.fakes().mails().len(), 4);
}

#[test]
fn a_rebuild_takes_up_what_its_projector_has_left_behind() {
    // With no workspace that may be left behind, the projector stops at the first failure.
    for behind in [0, 10] {
        let config = AppConfig { behind, ..config() };
        let mut sums = Sums::new(config);
        let mode = Arc::new(AtomicU8::new(FAILS));
        sums.deploy_in(RIGHT, &mode);
        for key in [1, 2, 1, 4] {
            sums.put(1, key, 10);
            sums.put(2, key, 10);
        }
        sums.settle().unwrap();
        for status in sums.statuses() {
            assert_eq!(
                (status.stop.is_some(), status.behind.len()),
                (behind == 0, behind.min(1))
            );
        }
        mode.store(WORKS, Relaxed);
        sums.rebuild("sums.Totals").unwrap();
        sums.settle().unwrap();
        for status in sums.statuses() {
            assert_eq!((status.stop, status.behind), (None, Vec::new()));
            assert_eq!(status.offset, 4);
        }
        sums.expect(RIGHT);
        sums.put(1, 1, 10);
        sums.restart();
        sums.deploy(RIGHT);
        sums.settle().unwrap();
        sums.expect(RIGHT);
    }
}
