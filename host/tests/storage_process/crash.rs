//! A process that is killed while it writes: all acknowledged batches are stored, and of the others
//! the first ones.

use std::fs;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use heeus_host::storage::{Batch, DurableStorage, Storage, TableId};

use crate::process::{alone, in_child, spawn};
use crate::support::{Folder, all, put, scan};

const SEED: &str = "HEEUS_STORAGE_SEED";
/// The number of storages.
const LIVES: u32 = 40;
/// The number of kills for each.
const ROUNDS: u32 = 5;
/// In most lives the room of the log is so small that it grows with every sync at first, and is
/// full every few syncs. So kills occur while it grows, and while it is moved to the database.
const ROOM: &str = "HEEUS_STORAGE_ROOM";
const ROOMS: [u64; 4] = [32 << 20, 80_000, 40_000, 3000];
/// The number of elements that each batch puts, always at the same places.
const WIDTH: u8 = 5;
const ACKED: &str = "acked ";

/// Applies batch `n`. It puts its number into all places of one table, and clears another table,
/// which the batch before it filled. Every tenth batch creates a table. So the stored elements show
/// which batch was the last, and whether it is complete.
fn apply(storage: &mut dyn Storage, n: i64) {
    let tables = tables(storage);
    let at = usize::try_from(n.rem_euclid(2)).expect("0 or 1");
    let mut batch = Batch::new();
    batch.clear_table(tables[1 - at]);
    for place in 0..WIDTH {
        put(&mut batch, tables[at], &[place], n);
    }
    put(&mut batch, tables[2], &n.to_be_bytes(), n);
    if n % 10 == 0 {
        let own = storage.table(&format!("own {n}")).expect("a table");
        put(&mut batch, own, b"n", n);
    }
    assert_eq!(storage.apply(&batch), Ok(()), "batch {n}");
}

fn tables(storage: &mut dyn Storage) -> [TableId; 3] {
    ["even", "odd", "all"].map(|name| storage.table(name).expect("a table"))
}

/// Checks that each batch up to the last one is complete, and returns the number of the last; 0 if
/// there is none.
fn check(storage: &mut dyn Storage) -> i64 {
    let tables = tables(storage);
    let log: Vec<i64> = all(storage, tables[2])
        .into_iter()
        .map(|(_, n)| n)
        .collect();
    let last = i64::try_from(log.len()).expect("a number");
    assert_eq!(log, (1..=last).collect::<Vec<_>>(), "a prefix");
    for (at, remainder) in [(0, 0), (1, 1)] {
        let is_last = last > 0 && last % 2 == remainder;
        let wanted = (0..WIDTH)
            .filter(|_| is_last)
            .map(|place| (vec![place], last));
        assert_eq!(
            all(storage, tables[at]),
            wanted.collect::<Vec<_>>(),
            "batch {last}"
        );
    }
    let own = (10..=last).step_by(10).map(|n| {
        let table = storage.table(&format!("own {n}"));
        (n, table.expect("a table"))
    });
    let own: Vec<_> = own.collect();
    let snapshot = storage.snapshot();
    for (n, table) in own {
        let found = scan(&*snapshot, table, b"").expect("a scan");
        assert_eq!(found, [(b"n".to_vec(), n)]);
    }
    last
}

/// Writes until it is killed.
fn write(path: &Path) {
    let room = std::env::var(ROOM).expect("a room");
    let room = room.parse().expect("a number");
    let mut storage = DurableStorage::open_with_room(path, room).expect("a storage");
    let table = tables(&mut storage)[2];
    let last = all(&storage, table).pop();
    let mut n = last.map_or(0, |(_, n)| n);
    println!("{ACKED}{n}");
    for group in 1.. {
        for _ in 0..=(group % 7) {
            n += 1;
            apply(&mut storage, n);
        }
        assert_eq!(storage.sync(), Ok(()));
        println!("{ACKED}{n}");
    }
}

/// Lets a process write, kills it some time after it was ready, and returns the last number that it
/// acknowledged.
fn killed(path: &Path, room: u64, random: u64) -> i64 {
    let shell = format!("export {ROOM}={room};");
    let mut child = spawn("crash::what_was_synced_outlasts_a_kill", path, &shell);
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let (sender, receiver) = mpsc::channel();
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        let mut last = None;
        for line in lines.map_while(Result::ok) {
            // The harness may have begun the line; a number that the kill cut off is a smaller one.
            match line.split_once(ACKED) {
                Some((_, number)) => last = number.parse::<i64>().ok().or(last),
                None => text.push_str(&line),
            }
            let _left = sender.send(());
        }
        (last, text)
    });
    // The first lines are those of the test itself; then it opens the storage and prints numbers.
    let (lines, micros) = match random % 3 {
        0 => (1, random / 3 % 30_000),
        _ => (1 + random / 3 % 24, random / 72 % 3000),
    };
    for _ in 0..lines {
        let _more_or_died = receiver.recv_timeout(Duration::from_mins(1));
    }
    let _more_or_none = receiver.recv_timeout(Duration::from_micros(micros));
    child.kill().expect("killed");
    let status = child.wait().expect("ended");
    let (last, text) = reading.join().expect("read");
    assert!(status.code().is_none(), "it ended by itself: {text}");
    last.unwrap_or(0)
}

/// The seed of the times of all kills: printed if the test fails, and taken from the environment.
fn seed() -> u64 {
    let given = std::env::var(SEED).ok();
    given.map_or_else(
        || RandomState::new().hash_one(0),
        |given| given.parse().expect("a number"),
    )
}

/// A pseudo-random number for a round.
fn mixed(seed: u64, round: u32) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, round).hash(&mut hasher);
    hasher.finish()
}

#[test]
fn what_was_synced_outlasts_a_kill() {
    if let Some(path) = in_child() {
        return write(&path);
    }
    let seed = seed();
    println!("{SEED}={seed}");
    let _alone = alone();
    let mut written = 0;
    for (life, room) in (0..LIVES).zip(ROOMS.into_iter().cycle()) {
        let folder = Folder::new();
        let mut before = 0;
        for round in life * ROUNDS..(life + 1) * ROUNDS {
            let acked = killed(folder.path(), room, mixed(seed, round));
            let storage = DurableStorage::open_with_room(folder.path(), room);
            let mut storage = storage.expect("a storage");
            let last = check(&mut storage);
            assert!(
                last >= acked.max(before),
                "round {round}: {before} were there, then {acked} acknowledged, {last} found"
            );
            before = last;
        }
        written += before;
        let log = fs::metadata(folder.path().join("log")).expect("a log");
        assert!(log.len() < room + (4 << 20), "it was moved in time");
    }
    assert!(written > 0, "nothing was written at all");
}
