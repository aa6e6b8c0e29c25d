//! Texts that a test expects, and that `UPDATE_EXPECT=1` writes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::bless::{self, BlessError, Place, TwoTexts, blessing};
use super::diff::{LEGEND, diff};

/// A text that a test expects, as a literal in the test; [`expect!`](crate::expect!) builds one.
#[derive(Debug, Clone, Copy)]
pub struct Expect {
    #[doc(hidden)]
    pub place: Place,
    #[doc(hidden)]
    pub literal: &'static str,
    /// The directory of its package when it was compiled.
    #[doc(hidden)]
    pub compiled_in: &'static str,
}

/// A text that a test expects, in a file; [`expect_file!`](crate::expect_file!) builds one.
#[derive(Debug, Clone)]
pub struct ExpectFile {
    #[doc(hidden)]
    pub path: PathBuf,
    /// The source that names it.
    #[doc(hidden)]
    pub source: &'static str,
    #[doc(hidden)]
    pub compiled_in: &'static str,
}

impl Expect {
    /// The text.
    pub fn text(&self) -> String {
        bless::text_of(self.literal)
    }

    /// Fails the test if `actual` is another text. With `UPDATE_EXPECT=1` in the environment it
    /// writes `actual` into the literal instead.
    ///
    /// # Panics
    /// If it is another text; or if the literal is to be written and cannot be.
    #[track_caller]
    pub fn assert_eq(&self, actual: &str) {
        let expected = self.text();
        if blessing() {
            let file = source(self.place.file, self.compiled_in);
            // Also for an unchanged text: the same place may be compared with another text before
            // or after.
            written(
                bless::inline(&file, self.place, self.literal, actual),
                actual,
            );
        } else if expected != actual {
            other(&self.place.to_string(), &expected, actual);
        }
    }
}

impl ExpectFile {
    /// The text, empty if there is no file. Lines end in `
    /// ` alone.
    pub fn text(&self) -> String {
        let text = fs::read_to_string(self.file()).unwrap_or_default();
        text.replace("\r\n", "\n")
    }

    /// Fails the test if the file has another text than `actual`. With `UPDATE_EXPECT=1` in the
    /// environment it writes `actual` into the file instead.
    ///
    /// # Panics
    /// If it has another text; or if the file is to be written and cannot be.
    #[track_caller]
    pub fn assert_eq(&self, actual: &str) {
        if blessing() {
            written(bless::whole(&self.file(), actual), actual);
            return;
        }
        let expected = self.text();
        if expected != actual {
            other(&self.path.display().to_string(), &expected, actual);
        }
    }

    fn file(&self) -> PathBuf {
        if self.path.is_absolute() {
            return self.path.clone();
        }
        let source = source(self.source, self.compiled_in);
        source.parent().unwrap_or(Path::new("")).join(&self.path)
    }
}

#[track_caller]
fn other(place: &str, expected: &str, actual: &str) -> ! {
    let diff = diff(expected, actual);
    panic!("{place}: another text {LEGEND}\n{diff}\nUPDATE_EXPECT=1 in the environment accepts it");
}

#[track_caller]
fn written(result: Result<(), BlessError>, actual: &str) {
    match result {
        Ok(()) => {}
        Err(BlessError::TwoTexts(TwoTexts(before))) => {
            let diff = diff(&before, actual);
            panic!("one snapshot has two texts {LEGEND}\n{diff}");
        }
        Err(BlessError::Other(why)) => panic!("{why}"),
    }
}

/// The path of a source file. Compilers name it from the root of its workspace, which is the
/// package's directory or one above it.
fn source(file: &str, compiled_in: &str) -> PathBuf {
    let dir = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let dirs = dir.into_iter().chain([PathBuf::from(compiled_in)]);
    for dir in dirs {
        let mut found = dir.ancestors().map(|dir| dir.join(file));
        if let Some(found) = found.find(|path| path.is_file()) {
            return found;
        }
    }
    file.into()
}

/// Builds an [`Expect`](crate::expect::Expect): a text that a test expects, as a literal in the
/// test. `UPDATE_EXPECT=1` in the environment writes it, so a new test may begin with `expect![]`.
///
/// ```
/// use heeus_host_testkit::expect;
///
/// expect![[r#"
///     two "quoted"
///     lines
/// "#]]
/// .assert_eq("two \"quoted\"\nlines\n");
/// ```
///
/// A literal that begins with a new line is a block: that line, and the indentation that all of its
/// lines share, are no part of the text.
#[macro_export]
macro_rules! expect {
    [] => { $crate::expect![[""]] };
    [[]] => { $crate::expect![[""]] };
    [$text:literal] => { $crate::expect![[$text]] };
    [[$text:literal]] => {
        $crate::expect::Expect {
            place: $crate::__private::Place {
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
            },
            literal: $text,
            compiled_in: ::core::env!("CARGO_MANIFEST_DIR"),
        }
    };
}

/// Builds an [`ExpectFile`](crate::expect::ExpectFile): a text that a test expects, in a file. A
/// relative path begins at the directory of the source that contains the macro.
#[macro_export]
macro_rules! expect_file {
    [$path:expr] => {
        $crate::expect::ExpectFile {
            path: ::std::path::PathBuf::from($path),
            source: ::core::file!(),
            compiled_in: ::core::env!("CARGO_MANIFEST_DIR"),
        }
    };
}
