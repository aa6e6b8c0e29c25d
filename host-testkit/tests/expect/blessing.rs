//! Snapshots that many processes write into one file at the same time, as when each test has its
//! own process.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

use heeus_host_testkit::__private::Place;
use heeus_host_testkit::expect::Expect;
use heeus_host_testkit::expect_file;

/// The variables of an inner test: the file, the line of its snapshot, and the text that it writes.
const FILE_VAR: &str = "HEEUS_TEST_FILE";
const LINE_VAR: &str = "HEEUS_TEST_LINE";
const TEXT_VAR: &str = "HEEUS_TEST_TEXT";

/// The test that the inner processes run; in this process it has nothing to write, and only says
/// that it is no snapshot.
#[test]
fn one_process() {
    let (Ok(file), Ok(text)) = (env::var(FILE_VAR), env::var(TEXT_VAR)) else {
        assert!(env::var_os(FILE_VAR).is_none());
        return;
    };
    match env::var(LINE_VAR) {
        Ok(line) => {
            let place = Place {
                file: file.leak(),
                line: line.parse().unwrap(),
                column: 5,
            };
            let expect = Expect {
                place,
                literal: "",
                compiled_in: "",
            };
            expect.assert_eq(&text);
        }
        Err(_) => expect_file![file].assert_eq(&text),
    }
}

fn start(file: &Path, line: Option<usize>, text: &str) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "blessing::one_process", "--nocapture"])
        .env("UPDATE_EXPECT", "1")
        .env(FILE_VAR, file)
        .env(TEXT_VAR, text)
        .env_remove(LINE_VAR)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(line) = line {
        command.env(LINE_VAR, line.to_string());
    }
    command.spawn().unwrap()
}

/// Returns whether a process ended well, and its output.
fn end(child: Child) -> (bool, String) {
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A source with this many empty snapshots, each on the third line of its function.
fn source(name: &str, snapshots: usize) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text_of_source(snapshots, |_| "[\"\"]".to_owned())).unwrap();
    path
}

fn text_of_source(snapshots: usize, argument: impl Fn(usize) -> String) -> String {
    let tests = (0..snapshots).map(|at| {
        let argument = argument(at);
        format!(
            "fn t{at}() {{\n    // The {at}th.\n    expect![{argument}].assert_eq(run());\n}}\n"
        )
    });
    tests.collect()
}

const SNAPSHOTS: usize = 12;

#[test]
fn processes_write_each_into_its_own_snapshot() {
    let file = source("blessed-by-many.rs", SNAPSHOTS);
    let text = |at: usize| format!("test {at}: ok\n{}", "a line\n".repeat(at % 4));
    // Two worlds of each test.
    let tests = (0..SNAPSHOTS).chain(0..SNAPSHOTS);
    let children: Vec<Child> = tests
        .map(|at| start(&file, Some(4 * at + 3), &text(at)))
        .collect();
    for child in children {
        let (passed, said) = end(child);
        assert!(passed, "{said}");
    }
    let indented = |at: usize| {
        let lines = text(at).replace('\n', "\n        ");
        format!("[r#\"\n        {}    \"#]", lines.trim_end_matches("    "))
    };
    let expected = text_of_source(SNAPSHOTS, indented);
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
}

#[test]
fn one_snapshot_does_not_hold_two_texts() {
    for inline in [true, false] {
        let file = source("blessed-by-two.rs", 2);
        let line = inline.then_some(3);
        let children = ["native", "wasm"].map(|text| start(&file, line, text));
        let ends = children.map(end);
        let passed: Vec<bool> = ends.iter().map(|(passed, _)| *passed).collect();
        assert!(
            passed == [true, false] || passed == [false, true],
            "{ends:?}"
        );
        let (_, said) = ends.iter().find(|(passed, _)| !passed).unwrap();
        assert!(said.contains("one snapshot has two texts"), "{said}");
        fs::remove_file(&file).unwrap();
    }
}

#[test]
fn a_source_that_was_changed_since_is_left_as_it_is() {
    let file = source("blessed-too-late.rs", 2);
    let changed = format!("// A line more.\n{}", fs::read_to_string(&file).unwrap());
    fs::write(&file, &changed).unwrap();
    let (passed, said) = end(start(&file, Some(3), "text"));
    assert!(
        !passed && said.contains("there is no snapshot at"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), changed);
}
