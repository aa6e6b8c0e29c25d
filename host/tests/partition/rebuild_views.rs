//! The views of a rebuild: those that the projector has written, alone.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use heeus_host::state::StateError;
use heeus_host::{App, AppError};

use super::rebuild::{RIGHT, WRONG, filled, go_on, stopped};
use super::sums::{Sums, Version, WRITES_OTHER, rows};

/// The first version wrote another view than the second one.
#[test]
fn views_that_a_version_begins_to_write_are_rebuilt_too() {
    let mut sums = filled(Version::new(2).into_other());
    let views = |sums: &Sums| sums.statuses().remove(0).views;
    assert_eq!(views(&sums), ["sums.Other"]);
    sums.deploy(RIGHT);
    sums.put(1, 1, 5);
    sums.settle().unwrap();
    assert_eq!(rows(sums.app(), 1, "sums.Sum"), [(1, 5)]);
    assert_eq!(rows(sums.app(), 1, "sums.Other").len(), 4);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
    // The rows that it does not write any more are gone, in workspaces without new events too.
    for workspace in 1..=5 {
        assert_eq!(rows(sums.app(), workspace, "sums.Other"), []);
    }
}

#[test]
fn a_view_that_only_the_rebuild_writes_has_no_rows_before_its_end() {
    let mut sums = filled(RIGHT.into_other());
    let mode = stopped(&mut sums, RIGHT);
    // It has passed an event of key 1.
    assert!(
        sums.statuses()
            .iter()
            .all(|of| of.rebuild.as_ref().unwrap().offset > 0)
    );
    sums.expect(RIGHT.into_other());
    go_on(&sums, &mode);
    sums.expect(RIGHT);
}

fn refused(app: &App, projector: &str) -> (StateError, String) {
    let error = app.rebuild(projector).unwrap_err();
    let text = error.to_string();
    match error {
        AppError::State { error, .. } => (error, text),
        other => panic!("{other}"),
    }
}

#[test]
fn a_view_with_another_writer_is_not_rebuilt() {
    let mut sums = filled(RIGHT);
    // A new projector begins with the first event.
    sums.deploy_second(RIGHT);
    sums.settle().unwrap();
    let (error, text) = refused(sums.app(), "sums.Totals");
    let StateError::OtherWriter { view, writer } = error else {
        panic!("{error}");
    };
    assert_eq!((&*view, &*writer), ("sums.Sum", "projector second.Totals"));
    let expected =
        "view sums.Sum: found rows of the projector second.Totals too, expected one writer";
    assert!(text.ends_with(expected), "{text}");
    assert!(sums.statuses().iter().all(|of| of.rebuild.is_none()));
    // It still counts in another process, as long as it is deployed.
    sums.restart();
    sums.deploy(RIGHT);
    sums.deploy_second(RIGHT);
    refused(sums.app(), "second.Totals");
    sums.restart();
    sums.deploy(RIGHT);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
}

#[test]
fn a_view_of_a_job_is_not_rebuilt() {
    let mut sums = filled(RIGHT);
    sums.deploy(RIGHT.with_job(7));
    sums.advance(Duration::from_mins(1)).unwrap();
    let (error, _) = refused(sums.app(), "sums.Totals");
    assert!(matches!(error, StateError::OtherWriter { writer, .. } if writer == "job sums.Job"));
    sums.deploy(RIGHT);
    assert_eq!(rows(sums.app(), 7, "sums.Sum"), [(0, -1)]);
    // Workspace 7 has no events. The rows of the job are gone, and stay so.
    for _ in 0..2 {
        sums.rebuild("sums.Totals").unwrap();
        sums.settle().unwrap();
        assert_eq!(rows(sums.app(), 7, "sums.Sum"), []);
        sums.expect(RIGHT);
    }
}

#[test]
fn another_writer_that_comes_later_stops_the_rebuild() {
    let mut sums = filled(WRONG);
    let mode = stopped(&mut sums, RIGHT);
    sums.deploy_second(RIGHT);
    go_on(&sums, &mode);
    for status in sums.statuses() {
        let stop = status.rebuild.unwrap().stop.unwrap().to_string();
        assert!(stop.contains("projector second.Totals too"), "{stop}");
    }
    // Both have added to the old rows.
    assert_eq!(sums.asked(1, 1), 3 * sums.sum(1, 1));
}

#[test]
fn a_view_that_a_version_does_not_write_any_more_is_free() {
    let mut sums = filled(RIGHT.into_other());
    sums.deploy(RIGHT);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
    sums.restart();
    sums.deploy(RIGHT);
    sums.deploy_second(RIGHT.into_other());
    sums.settle().unwrap();
    sums.rebuild("second.Totals").unwrap();
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    assert_eq!(
        rows(sums.app(), 1, "sums.Other"),
        rows(sums.app(), 1, "sums.Sum")
    );
}

#[test]
fn a_view_that_is_written_meanwhile_is_rebuilt_too() {
    let mut sums = filled(WRONG);
    let mode = stopped(&mut sums, RIGHT);
    mode.store(WRITES_OTHER, Relaxed);
    sums.put(1, 1, 1);
    sums.settle().unwrap();
    assert_eq!(rows(sums.app(), 1, "sums.Other"), [(1, 1)]);
    go_on(&sums, &mode);
    sums.expect(RIGHT);
}

#[test]
fn views_of_others_are_read_as_they_are() {
    let mut sums = filled(WRONG);
    let before = rows(sums.app(), 1, "sums.Count");
    let mode = stopped(&mut sums, Version::new(1).of_counts());
    // Another rebuild changes the table of the counts, behind an event that has read them.
    sums.rebuild("sums.Counts").unwrap();
    sums.settle().unwrap();
    let now = rows(sums.app(), 1, "sums.Count");
    assert!(
        before
            .iter()
            .zip(&now)
            .all(|(before, now)| before.1 == 2 * now.1)
    );
    go_on(&sums, &mode);
    assert_eq!(rows(sums.app(), 1, "sums.Sum"), now);
}
