//! Costs and snapshots that are kept in a file. Tests that must fail run in a process of their own,
//! because the environment decides whether files are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use heeus_host_testkit::prelude::*;

use crate::costs::{guest, run};
use crate::failure::failure;

/// The variable that names the file of an inner test.
const FILE_VAR: &str = "HEEUS_TEST_FILE";
/// The name under which the file has the numbers of a module that the kit was given.
const GIVEN: &str = "a module that was given";

type Numbers = BTreeMap<String, u64>;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The numbers of the runs.
fn numbers() -> Numbers {
    let guest = guest();
    let mut kit = guest.kit();
    run(&mut kit);
    let runs = kit.costs().runs().iter();
    let fuel = runs.map(|run| (format!("fuel of {}", run.run), run.stats.fuel));
    let size = guest.wasm().len() as u64;
    fuel.chain([("module bytes".to_owned(), size)]).collect()
}

/// Writes a file with numbers of two compilers.
fn write(name: &str, given: Option<&Numbers>) -> PathBuf {
    let mut whole = BTreeMap::from([("rustc 1.0.0", Numbers::from([("module bytes".into(), 7)]))]);
    if let Some(given) = given {
        whole.insert(GIVEN, given.clone());
    }
    let path = path(name);
    fs::write(&path, serde_json::to_string_pretty(&whole).unwrap() + "\n").unwrap();
    path
}

fn read(path: &Path) -> BTreeMap<String, Numbers> {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The tests below run this one too, with other files.
#[test]
fn costs_are_held_against_a_file() {
    let file = env::var_os(FILE_VAR).map(PathBuf::from);
    let file = file.unwrap_or_else(|| write("costs-usual.json", Some(&numbers())));
    let mut kit = guest().kit();
    run(&mut kit);
    println!("{}", kit.expect_golden_costs(file));
}

/// The same for a snapshot.
#[test]
fn a_snapshot_is_held_against_a_file() {
    let file = env::var_os(FILE_VAR).map(PathBuf::from);
    let file = file.unwrap_or_else(|| path("snapshot-usual.txt"));
    if env::var_os(FILE_VAR).is_none() {
        fs::write(&file, "Count: ok\n").unwrap();
    }
    let mut kit = guest().kit();
    let run = kit.run("Count", record! {});
    run.expect_snapshot(expect_file![file]).done();
}

/// Runs a test of this file on `file`, and returns whether it passed, and its output.
fn inner(test: &str, file: &Path, bless: bool) -> (bool, String) {
    let bless: &[_] = if bless {
        &[("UPDATE_EXPECT", "1")]
    } else {
        &[]
    };
    inner_with(test, file, bless)
}

fn inner_with(test: &str, file: &Path, env: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture", &format!("golden::{test}")])
        .env(FILE_VAR, file)
        .env_remove("UPDATE_EXPECT")
        .env_remove("HEEUS_GOLDEN")
        .envs(env.iter().copied());
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("running 1 test"), "{said}");
    (output.status.success(), said)
}

fn costs(file: &Path, bless: bool) -> (bool, String) {
    inner("costs_are_held_against_a_file", file, bless)
}

/// The numbers with one of them changed.
fn with(name: &str, value: Option<u64>) -> Numbers {
    let mut numbers = numbers();
    match value {
        Some(value) => numbers.insert(name.to_owned(), value),
        None => numbers.remove(name),
    };
    numbers
}

const COUNT: &str = "fuel of Count (a thousand)";

#[test]
fn two_percent_either_way_are_held_and_more_are_not() {
    let is = numbers()[COUNT];
    // The least and the greatest number that are within 2%.
    let (least, most) = ((is * 100).div_ceil(102), is * 100 / 98);
    for kept in [least, is, most] {
        let file = write("costs-held.json", Some(&with(COUNT, Some(kept))));
        let (passed, said) = costs(&file, false);
        assert!(passed, "{kept}, is {is}: {said}");
        assert!(
            said.contains("4 costs are within 2%, with a module that was given"),
            "{said}"
        );
    }
    for (kept, word) in [
        (least - 1, "more"),
        (most + 1, "less"),
        (is / 2, "more"),
        (0, "more"),
    ] {
        let file = write("costs-failed.json", Some(&with(COUNT, Some(kept))));
        let (passed, said) = costs(&file, false);
        assert!(!passed, "{kept}, is {is}: {said}");
        assert!(
            said.contains(&format!("{COUNT}: {kept}, now {is}, ")),
            "{said}"
        );
        assert!(said.contains(&format!("% {word}\n")), "{said}");
        assert!(said.contains("tests/expect/golden.rs:"), "{said}");
        assert!(!said.contains("fuel of Fine"), "{said}");
    }
}

#[test]
fn a_run_that_is_new_or_gone_fails() {
    let file = write("costs-new.json", Some(&with(COUNT, None)));
    let (passed, said) = costs(&file, false);
    assert!(
        !passed && said.contains(&format!("{COUNT}: new, ")),
        "{said}"
    );

    let file = write("costs-gone.json", Some(&with("fuel of Gone", Some(3))));
    let (passed, said) = costs(&file, false);
    assert!(
        !passed && said.contains("fuel of Gone: 3, now not measured"),
        "{said}"
    );
}

#[test]
fn a_bless_changes_what_does_not_hold_and_nothing_else() {
    let is = numbers();
    let small = is[COUNT] + 1;
    let mut kept = with(COUNT, Some(small));
    kept.insert("fuel of Gone".to_owned(), 3);
    kept.insert("fuel of Fine".to_owned(), 1);
    kept.remove("fuel of Fine #2");
    let file = write("costs-blessed.json", Some(&kept));
    let (passed, said) = costs(&file, true);
    assert!(
        passed && said.contains("blessed, with a module that was given: "),
        "{said}"
    );

    let now = read(&file);
    assert_eq!(
        now["rustc 1.0.0"],
        Numbers::from([("module bytes".into(), 7)])
    );
    assert_eq!(now[GIVEN], with(COUNT, Some(small)));
    let text = fs::read_to_string(&file).unwrap();
    assert!(costs(&file, true).0 && costs(&file, false).0);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn costs_of_another_compiler_fail_unless_they_are_left_out() {
    let file = write("costs-other.json", None);
    let before = fs::read_to_string(&file).unwrap();
    let (passed, said) = costs(&file, false);
    assert!(!passed, "{said}");
    let told = "there are no golden costs with a module that was given, only with rustc 1.0.0, so \
                nothing can be compared; UPDATE_EXPECT=1 in the environment adds them, \
                HEEUS_GOLDEN=skip leaves";
    assert!(said.contains(told), "{said}");

    let test = "costs_are_held_against_a_file";
    let (passed, said) = inner_with(test, &file, &[("HEEUS_GOLDEN", "skip")]);
    assert!(passed, "{said}");
    let told = "has no costs with a module that was given, only with rustc 1.0.0";
    assert!(
        said.contains("NOT COMPARED: ") && said.contains(told),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), before);

    assert!(costs(&file, true).0);
    assert_eq!(read(&file)[GIVEN], numbers());
    assert!(costs(&file, false).1.contains("4 costs are within"));
}

#[test]
fn a_file_that_is_not_there_or_no_file_of_costs_fails() {
    let file = path("costs-nowhere.json");
    let _absent = fs::remove_file(&file);
    let (passed, said) = costs(&file, false);
    assert!(
        !passed && said.contains("there are no golden costs; UPDATE_EXPECT=1"),
        "{said}"
    );
    assert!(costs(&file, true).0 && costs(&file, false).0);

    fs::write(&file, "{ \"a\": 1 }").unwrap();
    for bless in [false, true] {
        let (passed, said) = costs(&file, bless);
        assert!(
            !passed && said.contains("costs-nowhere.json: no golden costs: "),
            "{said}"
        );
    }
}

#[test]
fn what_is_not_in_wasm_has_no_costs_to_hold() {
    let kit = Kit::with_engine("own", Box::new(crate::kit::own()));
    let failed = failure(|| {
        println!("{}", kit.expect_golden_costs("/nowhere")); // not wasm
    });
    failed.is_blamed_on("// not wasm");
    assert!(
        failed.text.starts_with("own: only runs in wasm have fuel"),
        "{}",
        failed.text
    );
}

#[test]
fn a_snapshot_that_is_another_fails_until_it_is_blessed() {
    let test = "a_snapshot_is_held_against_a_file";
    let file = path("snapshot.txt");
    fs::write(&file, "Count: ok\nlog:\n  info: counted\n").unwrap();
    let (passed, said) = inner(test, &file, false);
    assert!(!passed && said.contains("snapshot.txt"), "{said}");
    assert!(inner(test, &file, true).0);
    assert_eq!(fs::read_to_string(&file).unwrap(), "Count: ok\n");
    assert!(inner(test, &file, false).0);
}
