//! The guide's tables of mistakes against the compiler's messages, which `ui.rs` holds.

use std::fs;
use std::path::{Path, PathBuf};

/// A row of the guide's tables of mistakes.
#[derive(Debug)]
struct Row<'a> {
    mistake: &'a str,
    says: &'a str,
    instead: &'a str,
    example: &'a str,
}

const HEADER: &str = "| mistake | the compiler says | write instead | example |";

#[test]
fn each_row_quotes_its_example() {
    let guide = guide();
    let rows = rows(&guide);
    let wrong: Vec<String> = rows.iter().filter_map(|row| wrong(row).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() >= 30, "{} rows", rows.len());
}

/// These are in no words of the SDK's, so the guide is the only place that explains them.
#[test]
fn each_mistake_that_only_the_compiler_reports_has_a_row() {
    let guide = guide();
    let rows = rows(&guide);
    let examples = fs::read_dir(ui().join("compiler")).expect("the directory exists");
    for example in examples.flatten() {
        let file = example.path().with_extension("");
        let name = file.file_name().expect("a file has a name");
        let name = format!("compiler/{}", name.to_string_lossy());
        assert!(rows.iter().any(|row| row.example == name), "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_row_is_found() {
    let row = |says, example| Row {
        mistake: "async fn",
        says,
        instead: "fn",
        example,
    };
    let example = "extension/async_function";
    assert_eq!(wrong(&row("an extension is not async", example)), Ok(()));
    let mut told = vec![
        wrong(&row("an extension is async", example)),
        wrong(&row("E0001: an extension is not async", example)),
        wrong(&row("", example)),
        wrong(&row("an extension is not async", "extension/no_such_file")),
        wrong(&row(
            "an extension is not async",
            "extension/../record/enum",
        )),
    ];
    told.push(wrong(&Row {
        instead: "",
        ..row("an extension is not async", example)
    }));
    for told in told {
        told.expect_err("the row is wrong");
    }
}

#[test]
fn rows_are_read_with_bars_in_their_cells() {
    let page =
        format!("text\n\n{HEADER}\n|---|---|---|---|\n| a | b \\| c | d | `e/f` |\n\n| x | y |\n");
    let rows = rows(&page);
    let [row] = rows.as_slice() else {
        panic!("{rows:?}");
    };
    assert_eq!((row.mistake, row.says), ("a", "b \\| c"));
    assert_eq!((row.instead, row.example), ("d", "e/f"));
}

/// Returns what is wrong with a row, if anything is.
fn wrong(row: &Row<'_>) -> Result<(), String> {
    let fails = |why: &str| Err(format!("{}: {why}: {row:?}", row.mistake));
    if [row.mistake, row.says, row.instead].contains(&"") {
        return fails("a cell is empty");
    }
    if row.example.contains("..") || row.example.starts_with("pass/") {
        return fails("not an example");
    }
    let file = ui().join(row.example);
    if !file.with_extension("rs").exists() {
        return fails("no such file");
    }
    let Ok(message) = fs::read_to_string(file.with_extension("stderr")) else {
        return fails("no message");
    };
    let says = row.says.replace("\\|", "|");
    let says = match says.split_once(": ") {
        Some((code, rest)) if is_code(code) => format!("error[{code}]: {rest}"),
        _ => says,
    };
    let mut errors = message.lines().filter(|line| line.starts_with("error"));
    if !errors.any(|error| error.contains(&says)) {
        return fails("no error says so");
    }
    Ok(())
}

fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix('E').unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the rows of all tables of mistakes.
fn rows(page: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut lines = page.lines();
    while lines.by_ref().any(|line| line == HEADER) {
        let table = lines.by_ref().take_while(|line| line.starts_with('|'));
        rows.extend(table.skip(1).map(row));
    }
    rows
}

fn row(line: &str) -> Row<'_> {
    let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [mistake, says, instead, example] = cells.as_slice() else {
        panic!("four cells: {line}");
    };
    let example = example.trim_end_matches('|').trim().trim_matches('`');
    let mistake = mistake.trim_start_matches('|').trim();
    Row {
        mistake,
        says,
        instead,
        example,
    }
}

fn guide() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/errors.md");
    fs::read_to_string(page).expect("the page exists")
}

fn ui() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui")
}
