//! Several partitions.

use std::num::NonZeroUsize;

use heeus_host::storage::MemoryStorage;
use heeus_host::{AppConfig, AppRegistry};

use super::Shop;
use super::guest::{self, gate};

#[test]
fn partitions_run_beside_each_other() {
    let mut shop = Shop::with(AppConfig::with_partitions(2));
    assert_eq!((shop.partition_of(2), shop.partition_of(3)), (0, 1));
    assert_eq!(shop.partition_of(-1), 1);
    gate(2).close();
    let waits = shop.enter(2).wait_at(2);
    let waits = shop.send(waits).unwrap();
    gate(2).wait_for(1);
    // The command in workspace 2 has not returned; the partition of workspace 3 works.
    shop.enter(3);
    for id in 1..=3 {
        let done = shop.order(id, 1, 10).unwrap();
        assert_eq!((done.offset, done.wlog_offset), (id, id));
    }
    assert_eq!((shop.of_day(1), shop.events()), (30, 3));
    gate(2).open();
    assert_eq!(waits.wait().unwrap().offset, 1);
    assert_eq!(shop.enter(2).events(), 1);
}

#[test]
fn the_workspaces_of_a_partition_have_logs_of_their_own() {
    let mut shop = Shop::with(AppConfig::with_partitions(3));
    let mut offsets = Vec::new();
    for workspace in [1, 4, 7, 1, 4, 1] {
        let ping = shop.enter(workspace).ping();
        let done = shop.command(ping).unwrap();
        offsets.push((done.offset, done.wlog_offset));
    }
    assert_eq!(offsets, [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)]);
    shop.settle().unwrap();
    let done: Vec<_> = [1, 4, 7].map(|of| shop.enter(of).events()).into();
    assert_eq!(done, [3, 2, 1]);
}

#[test]
fn a_machine_has_apps_by_name() {
    let registry = AppRegistry::new();
    let storage = |_| -> Box<dyn heeus_host::storage::Storage> { Box::new(MemoryStorage::new()) };
    let app = registry
        .create("shop", AppConfig::default(), storage)
        .unwrap();
    app.deploy(guest::package()).unwrap();
    let error = registry.create("shop", AppConfig::default(), storage);
    assert_eq!(error.unwrap_err().to_string(), "app shop exists already");
    registry
        .create("other", AppConfig::default(), storage)
        .unwrap();
    assert!(registry.app("shop").is_some() && registry.app("shoe").is_none());
    drop(app);
    assert_eq!(registry.finish(), []);
}

#[test]
fn finishing_an_app_finishes_what_was_sent() {
    let shop = Shop::with(AppConfig {
        partitions: NonZeroUsize::new(2).unwrap(),
        ..AppConfig::default()
    });
    let sent: Vec<_> = (1..=100)
        .map(|id| {
            let order = shop.new_order(id, 1, 1).workspace(id);
            shop.send(order).unwrap()
        })
        .collect();
    assert_eq!(shop.into_app().finish(), []);
    for ticket in sent {
        ticket.wait().unwrap();
    }
}

#[test]
fn an_app_that_a_panic_drops_does_not_wait_for_its_commands() {
    gate(6).close();
    let panicked = std::panic::catch_unwind(|| {
        let shop = Shop::new();
        let _waits = shop.send(shop.wait_at(6)).unwrap();
        gate(6).wait_for(1);
        panic!("as expected");
    });
    gate(6).open();
    assert!(panicked.is_err());
}
