//! One file of golden costs, held by many processes at the same time.
//!
//! A kit has the costs of one compiler, and only numbers of different compilers are in one file. So
//! these tests use the file without a kit.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use super::{File, Golden, Numbers, Place, bless};

/// The number of processes, and of times that each holds its costs against the file.
const PROCESSES: usize = 6;
const ROUNDS: u64 = 40;
/// The variables of a child: the path by which it names the file, its compiler, and the number of
/// times.
const FILE_VAR: &str = "HEEUS_TEST_GOLDEN_FILE";
const COMPILER_VAR: &str = "HEEUS_TEST_GOLDEN_COMPILER";
const ROUNDS_VAR: &str = "HEEUS_TEST_GOLDEN_ROUNDS";
/// The longest time for the children to get ready.
const PATIENCE: Duration = Duration::from_mins(1);

/// The costs of a round; those of each round differ by more than what is held.
fn numbers(round: u64) -> Numbers {
    let mut numbers = Numbers::from([("module bytes".to_owned(), 1000)]);
    numbers.insert(format!("fuel of a run in round {round}"), 7);
    numbers
}

/// A child of the tests below: holds costs against a file, or writes other ones each time.
#[test]
fn child() {
    let Some(file) = env::var_os(FILE_VAR).map(PathBuf::from) else {
        return;
    };
    let compiler = env::var(COMPILER_VAR).expect("a compiler");
    let rounds: u64 = env::var(ROUNDS_VAR)
        .expect("rounds")
        .parse()
        .expect("a number");
    let bless = super::blessing();
    let start = file.parent().expect("a directory").join("start");
    fs::write(start.join(std::process::id().to_string()), "").expect("ready");
    until(|| start.join("go").exists());
    for round in 0..rounds {
        let place = Place {
            file: file.clone(),
            compiler: compiler.clone(),
        };
        let costs = numbers(if bless { round } else { 0 });
        let golden = place.check(&costs, bless).expect("the costs hold");
        let is_held = matches!(golden, Golden::Held { .. });
        assert!(golden.is_held() && (bless || is_held), "{golden}");
    }
}

#[track_caller]
fn until(mut is: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is() {
        assert!(begin.elapsed() < PATIENCE, "the others are late");
        thread::yield_now();
    }
}

/// A directory for the file, and paths of the file: as it is, through another directory, and by a
/// symbolic link.
struct Paths {
    dir: PathBuf,
    spellings: [PathBuf; 3],
}

impl Paths {
    fn new(name: &str) -> Self {
        let target = crate::fixture::of_this_test().unwrap_or_else(env::temp_dir);
        let all = target.join("heeus-golden").join(name);
        let _absent = fs::remove_dir_all(&all);
        let dir = all.join("golden");
        fs::create_dir_all(dir.join("start")).expect("a directory");
        symlink(&dir, all.join("link")).expect("a link");
        let spellings = ["golden", "golden/start/..", "link"];
        Self {
            spellings: spellings.map(|dir| all.join(dir).join("costs.json")),
            dir,
        }
    }

    fn file(&self) -> &Path {
        &self.spellings[0]
    }

    fn spawn(&self, place: usize, rounds: u64, bless: bool) -> Child {
        let mut command = Command::new(env::current_exe().expect("this test has a path"));
        command
            .args(["--exact", "expect::golden::tests::child"])
            .env(FILE_VAR, &self.spellings[place % self.spellings.len()])
            .env(COMPILER_VAR, compiler(place))
            .env(ROUNDS_VAR, rounds.to_string())
            .env_remove(super::BLESS_VAR)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if bless {
            command.env(super::BLESS_VAR, "1");
        }
        command.spawn().expect("a process")
    }

    /// Lets the children start at the same time, and returns the file that they leave. A reader
    /// meets a whole file at any time.
    fn run(&self, mut children: Vec<Child>) -> File {
        let start = self.dir.join("start");
        until(|| fs::read_dir(&start).expect("a directory").count() == children.len());
        fs::write(start.join("go"), "").expect("go");
        while children
            .iter_mut()
            .any(|child| child.try_wait().expect("a child").is_none())
        {
            if self.file().exists() {
                self.read();
            }
        }
        for child in children {
            let output = child.wait_with_output().expect("a child");
            let text = [output.stdout, output.stderr].concat();
            let text = String::from_utf8_lossy(&text);
            assert!(
                output.status.success() && text.contains("1 passed"),
                "{text}"
            );
        }
        self.read()
    }

    fn read(&self) -> File {
        let text = fs::read_to_string(self.file()).expect("a file");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

fn compiler(place: usize) -> String {
    format!("rustc 1.95.{place}")
}

/// The file with the costs of this round, for so many compilers.
fn of_round(round: u64, compilers: usize) -> File {
    (0..compilers)
        .map(|place| (compiler(place), numbers(round)))
        .collect()
}

#[test]
fn no_process_loses_the_numbers_of_another() {
    let paths = Paths::new("golden-writers");
    let children = (0..PROCESSES).map(|place| paths.spawn(place, ROUNDS, true));
    let left = paths.run(children.collect());
    assert_eq!(left, of_round(ROUNDS - 1, PROCESSES));
}

#[test]
fn nor_where_there_is_no_file_yet() {
    for _ in 0..4 {
        let paths = Paths::new("golden-first");
        let children = (0..PROCESSES).map(|place| paths.spawn(place, 1, true));
        assert_eq!(paths.run(children.collect()), of_round(0, PROCESSES));
    }
}

/// There is one lock for all paths of a file, and it stays the same when the file is written.
#[test]
fn each_path_of_a_file_has_the_same_lock() {
    let paths = Paths::new("golden-paths");
    let locks = || paths.spellings.each_ref().map(|file| bless::lock_of(file));
    let before = locks();
    fs::write(paths.file(), "{}").expect("a file");
    assert_eq!(before, locks());
    assert!(before.iter().all(|lock| *lock == before[0]), "{before:?}");
    assert_ne!(before[0], bless::lock_of(&paths.dir.join("other.json")));
}

/// Half of the processes only compare, without a lock: each meets a whole file with its numbers.
#[test]
fn a_comparison_needs_no_lock() {
    let paths = Paths::new("golden-readers");
    let whole = serde_json::to_string(&of_round(0, PROCESSES)).expect("numbers");
    fs::write(paths.file(), whole).expect("a file");
    let bless = |place: usize| place >= PROCESSES / 2;
    // The first round of those that write is the one that the file has.
    let children = (0..PROCESSES).map(|place| paths.spawn(place, ROUNDS, bless(place)));
    let left = paths.run(children.collect());
    let mut expected = of_round(0, PROCESSES / 2);
    expected.extend(
        of_round(ROUNDS - 1, PROCESSES)
            .into_iter()
            .skip(PROCESSES / 2),
    );
    assert_eq!(left, expected);
}
