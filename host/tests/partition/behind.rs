//! A projector that fails in one workspace continues in the others, and catches up.

use std::time::Duration;

use heeus_host::AppConfig;
use heeus_host::ProjectorStop;
use heeus_host::storage;

use super::Shop;
use super::history::History;
use super::projectors::{once, seen_in};

const AUDIT: &str = "shop.Audit";

/// Places this many orders in each of these workspaces, in turns.
fn order_in(shop: &mut Shop, workspaces: &[i64], each: i64) {
    for _ in 0..each {
        for &workspace in workspaces {
            shop.enter(workspace);
            let last = shop.with_state(workspace, |state| state.last_event_of_workspace());
            shop.order(last.unwrap().unwrap() + 1, 1, 1).unwrap();
        }
    }
    shop.settle().unwrap();
}

/// The workspaces that are behind: the event of each, and the number of attempts.
fn behind(shop: &Shop) -> Vec<(i64, i64, u32)> {
    let status = shop.projector(AUDIT);
    let behind = status.behind.iter();
    behind
        .map(|stop| (stop.workspace.unwrap(), stop.offset, stop.tries))
        .collect()
}

#[test]
fn one_workspace_does_not_stop_the_others() {
    let mut shop = Shop::new();
    shop.secret("fail audit", Some("only 2"));
    order_in(&mut shop, &[1, 2, 3], 20);
    assert_eq!(
        [seen_in(&shop, 1), seen_in(&shop, 3)],
        [once(1..=20), once(1..=20)]
    );
    assert_eq!(seen_in(&shop, 2), []);
    let status = shop.projector(AUDIT);
    assert_eq!(
        (status.offset, status.last_event, status.stop),
        (60, 60, None)
    );
    // It was tried once, whatever else happened.
    assert_eq!(behind(&shop), [(2, 2, 1)]);
    let read = shop.metrics().read("shop", "Audit").unwrap();
    assert_eq!(read.runs, 41);

    shop.secret("fail audit", None);
    shop.advance(Duration::from_millis(999)).unwrap();
    shop.settle().unwrap();
    assert_eq!(seen_in(&shop, 2), []);
    shop.advance(Duration::from_millis(1)).unwrap();
    shop.settle().unwrap();
    assert_eq!(seen_in(&shop, 2), once(1..=20));
    assert_eq!(behind(&shop), []);
    order_in(&mut shop, &[1, 2, 3], 5);
    for workspace in 1..=3 {
        assert_eq!(seen_in(&shop, workspace), once(1..=25));
    }
}

#[test]
fn a_projector_waits_longer_after_each_try() {
    let mut shop = Shop::with(AppConfig {
        retry_first: Duration::from_secs(10),
        retry_most: Duration::from_secs(35),
        ..AppConfig::default()
    });
    shop.secret("fail audit", Some("only 2"));
    order_in(&mut shop, &[2], 1);
    let mut tried = Vec::new();
    for second in 0..=120 {
        shop.set_clock(second * 1000).unwrap();
        shop.settle().unwrap();
        let all = shop.projector(AUDIT).behind;
        let [halt] = &*all else {
            panic!("{all:?}");
        };
        assert!(halt.retry_at > second * 1000);
        if tried.len() < halt.tries as usize {
            tried.push(second);
        }
    }
    assert_eq!(tried, [0, 10, 30, 65, 100]);
}

#[test]
fn a_try_goes_on_from_the_event_that_failed() {
    let mut shop = Shop::new();
    shop.secret("fail audit", Some("only 2"));
    order_in(&mut shop, &[2], 1);
    // Later events of workspace 2 wait; those of workspace 1 are skipped when it catches up.
    order_in(&mut shop, &[2, 1], 3);
    shop.secret("fail audit", None);
    shop.resume(AUDIT).unwrap();
    shop.settle().unwrap();
    assert_eq!(
        [seen_in(&shop, 2), seen_in(&shop, 1)],
        [once(1..=4), once(1..=3)]
    );
}

#[test]
fn with_too_many_workspaces_behind_it_stops_for_all_and_tries_again() {
    let mut shop = Shop::with(AppConfig {
        behind: 2,
        ..AppConfig::default()
    });
    shop.secret("fail audit", Some("only 2 3 4 5"));
    order_in(&mut shop, &[1, 2, 3, 4, 5, 1], 1);
    let found = shop.projector(AUDIT);
    let halt = found.stop.unwrap();
    assert_eq!((halt.workspace, halt.offset, found.offset), (None, 4, 3));
    assert_eq!(behind(&shop), [(2, 2, 1), (3, 3, 1)]);
    assert_eq!(seen_in(&shop, 1), once(1..=1));
    shop.secret("fail audit", None);
    shop.advance(Duration::from_secs(1)).unwrap();
    shop.settle().unwrap();
    assert_eq!(seen_in(&shop, 1), once(1..=2));
    for workspace in 2..=5 {
        assert_eq!(seen_in(&shop, workspace), once(1..=1));
    }
    assert_eq!(shop.projector(AUDIT).stop, None);
}

#[test]
fn commands_hear_of_what_is_behind_in_their_own_workspace() {
    let mut shop = Shop::new();
    shop.secret("fail days", Some("only 2"));
    let mut stopped = |workspace| {
        shop.enter(workspace);
        let last = shop.with_state(workspace, |state| state.last_event_of_workspace());
        let done = shop.order(last.unwrap().unwrap() + 1, 1, 5).unwrap();
        done.stopped.len()
    };
    let told = [1, 2, 1, 2].map(&mut stopped);
    assert_eq!(told, [0, 1, 0, 1]);
    shop.enter(1);
    assert_eq!(shop.of_day(1), 10);
    shop.enter(2);
    assert_eq!(shop.of_day(1), 0);
    shop.secret("fail days", None);
    shop.advance(Duration::from_secs(1)).unwrap();
    shop.settle().unwrap();
    assert_eq!(shop.of_day(1), 10);
}

fn open(storage: impl storage::Storage + 'static) -> Shop {
    let mut storage = Some(storage);
    Shop::over(AppConfig::default(), |_| {
        Box::new(storage.take().expect("there is one partition"))
    })
}

#[test]
fn whenever_the_process_ends_each_event_is_projected_once() {
    let (history, states) = History::new();
    let mut shop = open(history);
    shop.secret("fail audit", Some("only 2 3"));
    order_in(&mut shop, &[1, 2, 3], 3);
    shop.secret("fail audit", Some("only 3"));
    shop.advance(Duration::from_secs(1)).unwrap();
    order_in(&mut shop, &[1, 2, 3], 2);
    shop.secret("fail audit", None);
    shop.advance(Duration::from_mins(1)).unwrap();
    shop.settle().unwrap();
    let states = states.all();
    assert!(states.len() > 40, "{}", states.len());
    for (at, state) in states.into_iter().enumerate() {
        let shop = open(state);
        shop.settle().unwrap();
        for workspace in 1..=3 {
            let last = shop.with_state(workspace, |state| state.last_event_of_workspace());
            let expected = once(1..=last.unwrap().unwrap());
            assert_eq!(
                seen_in(&shop, workspace),
                expected,
                "state {at}, {workspace}"
            );
        }
        assert_eq!(shop.projector(AUDIT).behind, []);
    }
}

/// Many workspaces can be behind, and an extension chooses how long its errors are.
#[test]
fn the_errors_of_many_workspaces_are_short() {
    let long = 60_000;
    let mut shop = Shop::new();
    shop.secret("fail audit", Some(&"x".repeat(long)));
    let workspaces: Vec<i64> = (1..=20).collect();
    let lengths = |shop: &Shop| -> Vec<bool> {
        let behind = shop.projector(AUDIT).behind;
        let text = |stop: &ProjectorStop| (stop.to_string().len(), stop.error.whole().is_some());
        let texts = behind.iter().map(text);
        let is_whole = texts.map(|(length, is_whole)| {
            assert_eq!(is_whole, length > long, "{length}");
            assert!(is_whole || length < 700, "{length}");
            is_whole
        });
        is_whole.collect()
    };
    order_in(&mut shop, &workspaces, 1);
    assert_eq!(lengths(&shop), [vec![true; 16], vec![false; 4]].concat());
    // A failure takes the place of the one before it in its workspace.
    shop.advance(Duration::from_mins(1)).unwrap();
    shop.settle().unwrap();
    assert_eq!(
        lengths(&shop).iter().filter(|is_whole| **is_whole).count(),
        16
    );
    assert!(behind(&shop).iter().all(|(_, _, tries)| *tries == 2));
}
