//! Projectors that follow, fail, halt and continue.

use heeus_abi::Storage;
use heeus_host::AppConfig;
use heeus_host::error::ErrorClass;

use super::Shop;
use super::guest::package_auditing;

/// The events that the asynchronous projector saw: offsets, and the count of each.
fn seen(shop: &Shop) -> Vec<(i64, i32)> {
    seen_in(shop, 1)
}

/// The same in a workspace.
pub fn seen_in(shop: &Shop, workspace: i64) -> Vec<(i64, i32)> {
    let rows = shop
        .rows_of(workspace, Storage::View, "shop.Seen")
        .into_iter();
    let seen = rows.map(|(key, value)| {
        use heeus_host_testkit::Content::{I32, I64};
        match (key.get("Offset"), value.get("Times")) {
            (Some(I64(offset)), Some(I32(times))) => (*offset, *times),
            other => panic!("{other:?}"),
        }
    });
    seen.collect()
}

pub fn once(offsets: std::ops::RangeInclusive<i64>) -> Vec<(i64, i32)> {
    offsets.map(|offset| (offset, 1)).collect()
}

#[test]
fn an_asynchronous_projector_sees_each_event_once_and_in_order() {
    let shop = Shop::new();
    for id in 1..=300 {
        shop.send(shop.new_order(id, 1, 1)).unwrap();
    }
    shop.settle().unwrap();
    assert_eq!(seen(&shop), once(1..=300));
    let status = shop.projector("shop.Audit");
    assert_eq!((status.offset, status.last_event), (300, 300));
}

#[test]
fn a_projector_follows_only_its_events() {
    let shop = Shop::new();
    for _ in 0..5 {
        shop.command(shop.ping()).unwrap();
    }
    shop.order(1, 1, 10).unwrap();
    shop.settle().unwrap();
    assert_eq!(shop.of_day(1), 10);
    // It has skipped the events that it does not follow.
    assert_eq!(shop.projector("shop.Days").offset, 6);
    assert_eq!(seen(&shop), once(1..=6));
}

#[test]
fn a_synchronous_projector_that_fails_stops_and_can_be_resumed() {
    let shop = Shop::new();
    shop.order(1, 1, 10).unwrap();
    shop.secret("fail days", Some("for now"));
    let done = shop.order(2, 1, 20).unwrap();
    let [halt] = &*done.stopped else {
        panic!("{done:?}");
    };
    assert_eq!((&*halt.name, halt.offset), ("shop.Days", 2));
    assert_eq!((halt.workspace, halt.tries), (Some(1), 1));
    assert_eq!(halt.error.class(), ErrorClass::Extension);
    assert!(halt.to_string().contains("failing: for now"), "{halt}");
    // Later commands of the workspace work, and report the failure too; the projector stays at its
    // event.
    let done = shop.order(3, 1, 30).unwrap();
    assert_eq!(done.stopped, std::slice::from_ref(halt));
    assert_eq!(shop.of_day(1), 10);
    shop.settle().unwrap();
    let status = shop.projector("shop.Days");
    assert_eq!((status.offset, status.stop), (3, None));
    assert_eq!(status.behind, std::slice::from_ref(halt));
    // The other projector continues.
    assert_eq!(seen(&shop), once(1..=3));

    // It fails again if nothing has changed.
    shop.resume("shop.Days").unwrap();
    shop.settle().unwrap();
    let [again] = &*shop.projector("shop.Days").behind else {
        panic!("it is not behind");
    };
    assert_eq!((again.offset, again.tries), (2, 2));

    shop.secret("fail days", None);
    shop.resume("shop.Days").unwrap();
    shop.settle().unwrap();
    assert_eq!(shop.of_day(1), 60);
    let done = shop.order(4, 1, 40).unwrap();
    assert_eq!(done.stopped, []);
    assert_eq!(shop.of_day(1), 100);
}

#[test]
fn an_asynchronous_projector_that_fails_stops_and_can_be_resumed() {
    let shop = Shop::new();
    shop.secret("fail audit", Some("x"));
    for id in 1..=5 {
        assert_eq!(shop.order(id, 1, 1).unwrap().stopped, []);
    }
    shop.settle().unwrap();
    let status = shop.projector("shop.Audit");
    let [halt] = &*status.behind else {
        panic!("it is not behind");
    };
    assert_eq!((status.offset, halt.offset), (5, 1));
    assert_eq!(seen(&shop), []);
    shop.secret("fail audit", None);
    shop.resume("shop.Audit").unwrap();
    shop.settle().unwrap();
    assert_eq!(seen(&shop), once(1..=5));
}

#[test]
fn only_projectors_can_be_resumed() {
    let shop = Shop::new();
    let error = shop.resume("shop.NewOrder").unwrap_err();
    assert_eq!(error.to_string(), "no projector is named shop.NewOrder");
}

#[test]
fn a_projector_of_a_new_version_goes_on_from_where_it_was() {
    let shop = Shop::new();
    shop.deploy(package_auditing("shop", &["shop.NewOrder"]))
        .unwrap();
    for _ in 0..5 {
        shop.command(shop.ping()).unwrap();
    }
    shop.settle().unwrap();
    assert_eq!(shop.projector("shop.Audit").offset, 5);
    // Now it follows all events, but does not go back to those that it has skipped.
    shop.deploy(package_auditing("shop", &[])).unwrap();
    shop.command(shop.ping()).unwrap();
    shop.settle().unwrap();
    assert_eq!(seen(&shop), once(6..=6));
}

#[test]
fn a_batch_is_one_event_at_least() {
    let shop = Shop::with(AppConfig {
        batch: 0,
        group: 0,
        ..AppConfig::default()
    });
    shop.order(1, 1, 1).unwrap();
    shop.settle().unwrap();
    assert_eq!(seen(&shop), once(1..=1));
}
