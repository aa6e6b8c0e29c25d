//! Examples in the documentation: all code in it is compiled, and runs.

use super::tree::{has_ending, paths, read, sources};
use super::{Finding, check_rule};

/// Examples that are compiled but not run, and the code that runs in their place.
const NOT_RUN: [(&str, &str); 2] = [
    (
        "host-testkit/src/expect/golden.rs",
        "it holds a file of a crate that the reader has; tests/expect/golden.rs does the same",
    ),
    (
        "host-testkit/src/lib.rs",
        "a property test, which is a test of its own; examples/orders has one",
    ),
];
/// Beginnings of lines of Rust.
const RUST: [&str; 13] = [
    "fn ",
    "let ",
    "use ",
    "#[",
    "pub ",
    "struct ",
    "impl ",
    "mod ",
    "enum ",
    "kit.",
    "entity! {",
    "two_worlds!",
    "proptest!",
];

/// A block of an example: the line that opens it, the text behind its opening marks, and its
/// content.
struct Block {
    line: usize,
    kind: String,
    text: String,
}

/// The blocks in lines that begin with one of these marks; without marks, in all lines of a page.
fn blocks(text: &str, marks: &[&str]) -> Vec<Block> {
    let (mut blocks, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    for (at, line) in text.lines().enumerate() {
        let marked = |mark: &&str| line.trim_start().strip_prefix(mark);
        let inside = match marks {
            [] => Some(line),
            _ => marks.iter().find_map(marked),
        };
        let Some(line) = inside else {
            open = None;
            continue;
        };
        let line = line
            .strip_prefix(' ')
            .filter(|_| !marks.is_empty())
            .unwrap_or(line);
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(kind)) => {
                open = Some(Block {
                    line: at + 1,
                    kind: kind.trim().to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

fn is_rust(text: &str) -> bool {
    text.lines().any(|line| {
        RUST.iter()
            .any(|begin| line.trim_start().starts_with(begin))
    })
}

#[test]
fn code_in_comments_is_compiled_and_runs() {
    let mut findings = Vec::new();
    for source in sources(|path| !path.starts_with("tests/tests/tidy/")) {
        for block in blocks(&source.text, &["///", "//!"]) {
            let kinds: Vec<&str> = block.kind.split(',').map(str::trim).collect();
            let not_run = NOT_RUN.iter().any(|(path, _)| *path == source.path);
            let what = if kinds.contains(&"ignore") {
                "an example that is not compiled"
            } else if kinds.contains(&"no_run") && !not_run {
                "an example that does not run"
            } else if kinds.contains(&"text") && is_rust(&block.text) {
                "code that is called text, so that nobody compiles it"
            } else {
                continue;
            };
            findings.push(Finding {
                place: format!("{}:{}", source.path, block.line),
                what: what.into(),
            });
        }
    }
    check_rule(
        "an example in a comment is compiled and runs",
        "make it run: lines that begin with `# ` are not shown; or say in `NOT_RUN` what runs in \
         its place",
        &findings,
    );
}

/// Pages show tests too, which cannot be examples: they are in a crate that has the page's
/// extensions.
#[test]
fn code_in_pages_of_the_guide_is_tested() {
    let tested = |text: &str| {
        let mut files = paths().into_iter();
        files.any(|path| path.starts_with("tests/guests/guide/src/") && read(&path) == text)
    };
    let mut findings = Vec::new();
    for path in paths() {
        if !path.starts_with("sdk/src/guide/") || !has_ending(&path, "md") {
            continue;
        }
        for block in blocks(&read(&path), &[]) {
            let untested = block.kind == "text" && is_rust(&block.text) && !tested(&block.text);
            if untested || matches!(&*block.kind, "ignore" | "no_run") {
                findings.push(Finding {
                    place: format!("{path}:{}", block.line),
                    what: "code that nobody runs".into(),
                });
            }
        }
    }
    check_rule(
        "what a page of the guide shows is an example that runs, or a file of the crate \
         tests/guests/guide",
        "put it into that crate, and show the whole file",
        &findings,
    );
}

#[test]
fn blocks_are_found_and_code_is_distinguished_from_text() {
    let text = "/// ```text\n/// fn f() {}\n/// ```\n//! ```\n//! x\n//! ```\n/// ```text\n/// \
                plain\n/// ```\n";
    let found: Vec<(usize, String, bool)> = blocks(text, &["///", "//!"])
        .into_iter()
        .map(|block| (block.line, block.kind, is_rust(&block.text)))
        .collect();
    let text = || "text".to_owned();
    assert_eq!(
        found,
        [
            (1, text(), true),
            (4, String::new(), false),
            (7, text(), false)
        ]
    );
}
