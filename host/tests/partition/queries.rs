//! Queries, beside commands.

use std::num::NonZeroUsize;

use heeus_host::storage::{MemoryStorage, SharedStorage, Storage as _};
use heeus_host::{AppConfig, InvokeError, Request};
use heeus_host_testkit::record;

use super::Shop;
use super::guest::gate;

#[test]
fn a_query_runs_while_a_command_does() {
    let shop = Shop::new();
    shop.order(1, 1, 10).unwrap();
    gate(1).close();
    let waits = shop.send(shop.wait_at(1)).unwrap();
    gate(1).wait_for(1);
    // The command of the partition has not returned.
    assert_eq!((shop.of_day(1), shop.events()), (10, 1));
    gate(1).open();
    waits.wait().unwrap();
    assert_eq!(shop.events(), 2);
}

#[test]
fn a_query_sees_all_that_was_answered() {
    let shop = Shop::new();
    for id in 1..=50 {
        shop.order(id, 1, 1).unwrap();
        assert_eq!((shop.of_day(1), shop.events()), (id, id));
    }
}

#[test]
fn workspaces_do_not_see_each_other() {
    let mut shop = Shop::new();
    shop.order(1, 1, 10).unwrap();
    shop.enter(2);
    assert_eq!((shop.of_day(1), shop.events()), (0, 0));
    // The same id, in another workspace.
    let done = shop.order(1, 1, 5).unwrap();
    assert_eq!((done.offset, done.wlog_offset), (2, 1));
    assert_eq!((shop.of_day(1), shop.events()), (5, 1));
    shop.enter(1);
    assert_eq!((shop.of_day(1), shop.events()), (10, 1));
}

#[test]
fn a_query_that_is_not_there_is_reported() {
    let shop = Shop::new();
    let error = shop
        .query(Request::new("shop", "NewOrder", record! {}))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "shop.NewOrder is not a query; there are Events, EventsFrom, Hold, OfDay, QueryTime"
    );
    let error = shop
        .query(Request::new("shop", "OfDay", record! {}))
        .unwrap_err();
    assert!(matches!(error, InvokeError::Extension(_)), "{error}");
    assert_eq!(shop.of_day(1), 0);
}

#[test]
fn readers_run_queries_beside_each_other() {
    let shop = Shop::with(AppConfig {
        readers: NonZeroUsize::new(3).unwrap(),
        ..AppConfig::default()
    });
    gate(4).close();
    let held: Vec<_> = (0..2)
        .map(|_| shop.try_query(shop.hold_at(4)).unwrap())
        .collect();
    gate(4).wait_for(2);
    assert_eq!(shop.events(), 0);
    gate(4).open();
    for ticket in held {
        ticket.wait().unwrap();
    }
}

#[test]
fn queries_that_find_no_room_are_reported() {
    let shop = Shop::with(AppConfig {
        read_queue: 1,
        ..AppConfig::default()
    });
    gate(5).close();
    let held = shop.try_query(shop.hold_at(5)).unwrap();
    gate(5).wait_for(1);
    let waits = shop.try_query(shop.hold_at(5)).unwrap();
    let full = shop.try_query(shop.hold_at(5)).unwrap_err();
    assert_eq!(full.to_string(), "partition 0 is full: 1 waiting");
    gate(5).open();
    held.wait().unwrap();
    waits.wait().unwrap();
}

#[test]
fn a_log_can_be_read_from_any_offset() {
    let shop = Shop::new();
    for _ in 0..3 {
        shop.command(shop.ping()).unwrap();
    }
    for (offset, events) in [(i64::MIN, 3), (0, 3), (2, 2), (4, 0), (i64::MAX, 0)] {
        assert_eq!(shop.events_from(offset), events, "from {offset}");
    }
}

#[test]
fn a_query_leaves_no_tables_behind() {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let mut shop = Shop::over(AppConfig::default(), |_| Box::new(storage.clone()));
    shop.order(1, 1, 10).unwrap();
    let table = |workspace| storage.find(&format!("{workspace}/sys.View/shop.Day"));
    assert_eq!(shop.enter(77).of_day(1), 0);
    assert!(table(1).is_some() && table(77).is_none());
    // Later orders become visible.
    shop.order(1, 1, 5).unwrap();
    assert_eq!((shop.of_day(1), shop.events()), (5, 1));
}
