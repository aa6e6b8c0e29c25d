//! Power cuts while a sync writes: any mix of the log before and after, with any older note.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use heeus_host::storage::{Batch, DurableStorage, Storage};

use crate::support::{Folder, all, put};

const SEED: &str = "HEEUS_STORAGE_SEED";
const STEPS: i64 = 60;
/// The number of power cuts in each step.
const CUTS: u32 = 4;
/// The room of the log, which is full every few steps.
const ROOM: u64 = 4000;
const FILES: [&str; 3] = ["heeus-storage", "base", "log"];

type State = BTreeMap<Vec<u8>, i64>;

/// Pseudo-random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).expect("a word") % end
    }
}

fn open(path: &Path) -> DurableStorage {
    DurableStorage::open_with_room(path, ROOM).expect("a storage")
}

/// The content of a storage after a power cut that left these files.
fn left(files: &[Vec<u8>; 3]) -> State {
    let folder = Folder::new();
    fs::create_dir(folder.path()).expect("made");
    for (name, content) in FILES.iter().zip(files) {
        fs::write(folder.path().join(name), content).expect("written");
    }
    let load = || {
        let mut storage = open(folder.path());
        let table = storage.table("a").expect("a table");
        all(&storage, table).into_iter().collect()
    };
    let first: State = load();
    assert_eq!(load(), first, "opened once more");
    first
}

fn files(path: &Path) -> [Vec<u8>; 3] {
    FILES.map(|name| fs::read(path.join(name)).expect("a file"))
}

/// The log with a part of the changes, in pages of some size.
fn torn(random: &mut Random, before: &[u8], after: &[u8]) -> Vec<u8> {
    let mut log = before.to_vec();
    if random.below(2) == 0 {
        log.resize(after.len(), 0);
    }
    let size = [1, 16, 512, 4096][random.below(4)];
    let cut = (random.below(2) == 0).then(|| random.below(after.len() + 1));
    let pages = log.chunks_mut(size).zip(after.chunks(size));
    for (start, (page, after)) in (0..).step_by(size).zip(pages) {
        let is_written = cut.map_or_else(|| random.below(2) == 0, |cut| start < cut);
        if is_written {
            let len = page.len().min(after.len());
            page[..len].copy_from_slice(&after[..len]);
        }
    }
    log
}

/// Writes something to the storage, and the same to the model.
fn write(random: &mut Random, storage: &mut dyn Storage, state: &mut State, step: i64) {
    let table = storage.table("a").expect("a table");
    let mut batch = Batch::new();
    if random.below(6) == 0 {
        batch.clear_table(table);
        state.clear();
    }
    for n in 0..random.below(4) {
        let byte = u8::try_from(random.below(256)).expect("a byte");
        let order = vec![byte; 1 + random.below(600)];
        let number = step * 10 + i64::try_from(n).expect("a number");
        put(&mut batch, table, &order, number);
        state.insert(order, number);
    }
    assert_eq!(storage.apply(&batch), Ok(()));
}

#[test]
fn a_sync_is_there_as_a_whole_or_not_at_all() {
    let given = std::env::var(SEED).ok();
    let seed = given.map_or_else(
        || RandomState::new().hash_one(0),
        |seed| seed.parse().expect("a number"),
    );
    println!("{SEED}={seed}");
    let mut random = Random(seed | 1);
    let folder = Folder::new();
    let mut storage = open(folder.path());
    let mut state = State::new();
    let [note, ..] = files(folder.path());
    let mut notes = vec![note];
    for step in 0..STEPS {
        if random.below(4) == 0 {
            drop(storage);
            storage = open(folder.path());
        }
        let mut next = state.clone();
        write(&mut random, &mut storage, &mut next, step);
        let [note, base, log] = files(folder.path());
        notes.push(note);
        assert_eq!(storage.sync(), Ok(()));
        let [_, _, after] = files(folder.path());
        for cut in 0..CUTS {
            let note = notes[random.below(notes.len())].clone();
            let log = torn(&mut random, &log, &after);
            let is_whole = log == after;
            let found = left(&[note, base.clone(), log]);
            assert!(
                found == next || !is_whole && found == state,
                "step {step}, cut {cut}: {found:?}, expected {state:?} or {next:?}"
            );
        }
        state = next;
    }
}
