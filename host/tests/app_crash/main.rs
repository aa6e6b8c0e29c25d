//! An app whose process is killed while commands and projectors run. Everything that it answered is
//! stored completely, and its projectors end with the same rows as without a kill.

#[path = "../shared/folder.rs"]
mod folder;
#[path = "../partition/guest.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod guest;
mod load;
#[path = "../storage_process/process.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod process;
#[path = "../partition/shop.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod shop;

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use heeus_abi::Storage;
use heeus_host_testkit::{Content, DynRecord, record};

use folder::Folder;
use load::{WORKSPACES, amount_of, day_of};
use shop::Shop;

/// The number of kills.
const ROUNDS: u64 = 52;

/// The last answered order of each workspace.
type Answered = BTreeMap<i64, i64>;

#[test]
fn what_was_answered_outlasts_a_kill() {
    let test = "what_was_answered_outlasts_a_kill";
    if let Some(path) = process::in_child() {
        load::work(&path);
    }
    let folder = Folder::new();
    let path = folder.path();
    let random = RandomState::new();
    let mut answered = Answered::new();
    let mut cut_off = 0;
    for round in 0..ROUNDS {
        // The number of answers that are read before the kill: a few, or many.
        let random = random.hash_one(round);
        let answers = 1 + random % if random & 1 << 32 == 0 { 40 } else { 400 };
        killed(test, path, answers, &mut answered);
        let shop = load::open(path);
        for workspace in WORKSPACES {
            let last = answered.get(&workspace).copied().unwrap_or_default();
            let context = format!("round {round}, workspace {workspace}");
            cut_off += u32::from(check(&shop, workspace, last, &context) > last);
        }
        assert_eq!(shop.into_app().finish(), []);
    }
    assert!(cut_off > 0, "no kill came between a command and its answer");
}

/// Lets a process work until it has given this many answers, and kills it. Records all answers
/// until it ends.
fn killed(test: &str, path: &Path, answers: u64, answered: &mut Answered) {
    let mut child = process::spawn(test, path, "");
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut count = 0;
    for line in out.lines().map_while(Result::ok) {
        // The harness may have begun the line; a line that the kill cut off has no end.
        let Some((_, answer)) = line.split_once(load::ANSWERED) else {
            continue;
        };
        let Some((workspace, id)) = answer.strip_suffix(';').and_then(|of| of.split_once(' '))
        else {
            continue;
        };
        let (workspace, id) = (number(workspace), number(id));
        answered.insert(workspace, id);
        count += 1;
        if count == answers {
            child.kill().expect("it can be killed");
        }
    }
    let status = child.wait().expect("it has ended");
    assert!(count >= answers, "it ended by itself: {status}");
}

fn number(text: &str) -> i64 {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Checks a workspace in which the orders up to `answered` were answered. Returns the last stored
/// order.
fn check(shop: &Shop, workspace: i64, answered: i64, context: &str) -> i64 {
    shop.settle().expect("the app is there");
    let rows = |storage, entity| shop.rows_of(workspace, storage, entity);
    // Orders are placed one after the other, so the stored ones must be the first ones.
    let orders = rows(Storage::Record, "shop.Order");
    let last = i64::try_from(orders.len()).expect("few");
    assert!(
        last >= answered,
        "{context}: {last} of {answered} are there"
    );
    for ((key, value), id) in orders.iter().zip(1..) {
        assert_eq!(key.get("ID"), Some(&Content::Id(id)), "{context}");
        let (day, amount) = (Content::from(day_of(id)), Content::from(amount_of(id)));
        let fields = [value.get("Day"), value.get("Amount")];
        assert_eq!(fields, [Some(&day), Some(&amount)], "{context}");
    }
    // Each order has its event, and no event is without its order.
    let events = shop.with_state(workspace, |state| state.last_event_of_workspace());
    assert_eq!(events, Ok(Ok(last)), "{context}");
    // Both projectors, the synchronous and the asynchronous one, end as without a kill.
    assert_eq!(rows(Storage::View, "shop.Day"), days(last), "{context}");
    let seen = rows(Storage::View, "shop.Seen");
    for ((key, value), offset) in seen.iter().zip(1i64..) {
        let expected = (record! { All: 1, Offset: offset }, record! { Times: 1 });
        assert_eq!((key, value), (&expected.0, &expected.1), "{context}");
    }
    assert_eq!(seen.len(), orders.len(), "{context}");
    last
}

/// The totals of the first orders, by day.
fn days(last: i64) -> Vec<(DynRecord, DynRecord)> {
    let mut days: BTreeMap<i32, (i64, i64)> = BTreeMap::new();
    for id in 1..=last {
        let (orders, amount) = days.entry(day_of(id)).or_default();
        *orders += 1;
        *amount += amount_of(id);
    }
    let row = |(number, (orders, amount))| {
        let key = record! { Number: number };
        let value = record! { Orders: orders, Amount: amount };
        (key, value)
    };
    days.into_iter().map(row).collect()
}
