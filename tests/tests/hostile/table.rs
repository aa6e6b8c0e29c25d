//! The table in `hostile/README.md`.

use std::collections::BTreeSet;
use std::fs;

use super::wat::dir;

/// The expected outcome of a guest.
pub struct Row {
    /// The file without its ending: `run/endless_loop`.
    pub file: String,
    /// The name of the error's class.
    pub class: String,
    /// A part of the error's text.
    pub text: String,
}

/// All rows of the table.
pub fn rows() -> Vec<Row> {
    let path = dir().join("README.md");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Vec<Row> = text
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(row)
        .collect();
    assert!(!rows.is_empty(), "tests/hostile/README.md has no table");
    rows
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [file, class, text] = cells[..] else {
        panic!("tests/hostile/README.md: not a row of three cells: {line}");
    };
    assert!(
        !text.is_empty(),
        "tests/hostile/README.md: {file}: any text would do"
    );
    Row {
        file: file.into(),
        class: class.into(),
        text: text.into(),
    }
}

/// The names of the files in a directory of guests: `run/endless_loop`.
pub fn files(part: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(dir().join(part)).unwrap_or_else(|error| panic!("{part}: {error}"));
    let names = entries.map(|entry| entry.unwrap().path());
    names
        .filter(|path| path.extension().is_some_and(|ending| ending == "wat"))
        .map(|path| format!("{part}/{}", path.file_stem().unwrap().display()))
        .collect()
}

#[test]
fn every_file_has_one_row_and_every_row_a_file() {
    let rows = rows();
    let named: BTreeSet<String> = rows.iter().map(|row| row.file.clone()).collect();
    assert_eq!(named.len(), rows.len(), "a file has two rows");
    let there: BTreeSet<String> = ["load", "begin", "run", "large", "end"]
        .into_iter()
        .flat_map(files)
        .collect();
    let missing: Vec<_> = there.symmetric_difference(&named).collect();
    assert!(
        missing.is_empty(),
        "either in tests/hostile/ or in the table of its README.md, not in both: {missing:?}"
    );
}

#[test]
fn every_file_begins_by_telling_what_it_does() {
    for file in ["load", "begin", "run", "large", "end", "good"]
        .into_iter()
        .flat_map(files)
    {
        let text = fs::read_to_string(dir().join(&file).with_extension("wat")).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with(";; ")
                && (first.ends_with('.')
                    || text
                        .lines()
                        .nth(1)
                        .is_some_and(|line| line.starts_with(";; "))),
            "tests/hostile/{file}.wat:1: begin with `;; ` and a sentence that tells what the guest \
             does"
        );
    }
}
