//! The app, and the requests to it until it is killed.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::Path;

use heeus_host::AppConfig;
use heeus_host::storage::DurableStorage;

use super::shop::Shop;

/// The workspaces of both partitions.
pub const WORKSPACES: std::ops::RangeInclusive<i64> = 1..=4;
/// The prefix of an answer in the output.
pub const ANSWERED: &str = "answered ";
/// The number of commands that wait for their answers at a time.
const WINDOW: usize = 48;

pub fn day_of(id: i64) -> i32 {
    i32::try_from(id % 5).unwrap_or_default()
}

pub fn amount_of(id: i64) -> i64 {
    id % 7 + 1
}

/// The app with the storage at this path.
pub fn open(path: &Path) -> Shop {
    let config = AppConfig {
        // Several groups in a window.
        group: 16,
        ..AppConfig::with_partitions(2)
    };
    std::fs::create_dir_all(path).expect("a folder");
    Shop::over(config, |partition| {
        let storage = DurableStorage::open(path.join(partition.to_string()));
        Box::new(storage.unwrap_or_else(|error| panic!("{error}")))
    })
}

/// Places one order after the other in each workspace, and prints the answers, until the process is
/// killed.
pub fn work(path: &Path) -> ! {
    let shop = open(path);
    let mut next: Vec<(i64, i64)> = WORKSPACES
        .map(|workspace| {
            let last = shop.with_state(workspace, |state| state.last_event_of_workspace());
            (workspace, last.expect("an app").expect("a log") + 1)
        })
        .collect();
    let mut sent = VecDeque::new();
    let mut out = std::io::stdout().lock();
    loop {
        for (workspace, id) in &mut next {
            let order = shop.new_order(*id, day_of(*id), amount_of(*id));
            let ticket = shop.send(order.workspace(*workspace)).expect("an app");
            sent.push_back((*workspace, *id, ticket));
            *id += 1;
        }
        while sent.len() > WINDOW {
            let Some((workspace, id, ticket)) = sent.pop_front() else {
                break;
            };
            let done = ticket.wait().unwrap_or_else(|error| panic!("{error}"));
            assert!(done.stopped.is_empty(), "{:?}", done.stopped);
            writeln!(out, "{ANSWERED}{workspace} {id};").expect("a pipe");
            out.flush().expect("a pipe");
        }
    }
}
