//! Queries, beside commands.

use heeus_host_testkit::{InvokeError, Request, record};

use super::Shop;
use super::guest::gate;

#[test]
fn a_query_runs_while_a_command_does() {
    let shop = Shop::new();
    shop.order(1, 1, 10).unwrap();
    gate(1).close();
    let waits = shop.send(shop.wait_at(1)).unwrap();
    gate(1).wait_for(1);
    // The command of the partition has not come back.
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
fn a_query_that_is_not_there_is_told() {
    let shop = Shop::new();
    let error = shop
        .query(Request::new("shop", "NewOrder", record! {}))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "shop.NewOrder is not a query; there are Events, OfDay"
    );
    let error = shop
        .query(Request::new("shop", "OfDay", record! {}))
        .unwrap_err();
    assert!(matches!(error, InvokeError::Extension(_)), "{error}");
    assert_eq!(shop.of_day(1), 0);
}
