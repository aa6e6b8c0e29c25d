//! Costs that are kept in a file, and must not change unnoticed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::bless::{self, BLESS_VAR, blessing};
use super::kit::{Kit, Source};
use super::world::World;
use crate::fixture::shared;

/// The most by which a number may differ, in percent, either way.
const PERCENT: u64 = 2;
/// The text in place of a compiler, for a module that the kit was given.
const GIVEN: &str = "a module that was given";
/// The name of the module's size.
const SIZE: &str = "module bytes";

/// Numbers by their names.
type Numbers = BTreeMap<String, u64>;
/// The whole file: the numbers of each compiler.
type File = BTreeMap<String, Numbers>;

/// The variable that, with the value `skip`, leaves a comparison out if it is not possible.
const GOLDEN_VAR: &str = "HEEUS_GOLDEN";

/// The outcome of comparing the costs of a kit with a file. It displays itself on one line, for a
/// test to print.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "print it: it may say that nothing was compared"]
#[non_exhaustive]
pub enum Golden {
    /// Every number is within two percent of the one in the file.
    Held {
        /// The file.
        file: PathBuf,
        /// The compiler that built the module.
        compiler: String,
        /// The number of numbers.
        numbers: usize,
    },
    /// These numbers were written into the file, since `UPDATE_EXPECT` is set.
    Blessed {
        /// The file.
        file: PathBuf,
        /// The compiler that built the module.
        compiler: String,
        /// The changes to the file, a line each.
        changes: Vec<String>,
    },
    /// The file has no numbers of the compiler that built the module, and `HEEUS_GOLDEN=skip`
    /// accepts that.
    OtherCompiler {
        /// The file.
        file: PathBuf,
        /// The compiler that built the module.
        compiler: String,
        /// The compilers whose numbers the file has.
        known: Vec<String>,
    },
}

impl Golden {
    /// Returns whether the costs now agree with the file.
    pub const fn is_held(&self) -> bool {
        matches!(self, Self::Held { .. } | Self::Blessed { .. })
    }
}

impl Kit {
    /// Compares the fuel of each run so far and the size of the module with a file. Every number
    /// must be within two percent of the one in the file, either way, and there must be neither
    /// more nor fewer of them.
    ///
    /// `UPDATE_EXPECT=1` in the environment updates the file. It does not change numbers that are
    /// within two percent, so that small steps add up until they are noticed. The file is JSON and
    /// belongs to one test. A relative path begins at the directory of the crate under test, or, if
    /// the kit was given a module, at the current directory.
    ///
    /// Another compiler builds another module. So the file has numbers for each compiler; those of
    /// other compilers than the module's are neither compared nor changed. If it has no numbers of
    /// the module's compiler, nothing can be compared, and the test fails: `UPDATE_EXPECT=1` adds
    /// them, and `HEEUS_GOLDEN=skip` in the environment leaves the comparison out, as the returned
    /// value reports.
    ///
    /// ```no_run
    /// use heeus_host_testkit::prelude::*;
    ///
    /// let mut kit = Kit::build(env!("CARGO_MANIFEST_DIR"));
    /// kit.label("two items").run("NewOrder", record! { Price: 100i64 }).ignore_intents();
    /// println!("{}", kit.expect_golden_costs("golden/costs.json"));
    /// ```
    ///
    /// # Panics
    /// If a number differs by more, is missing or is unexpected; if the file cannot be read or
    /// written, does not exist, or has only numbers of other compilers; if the extensions do not
    /// run in wasm, so that there is neither fuel nor a module.
    #[track_caller]
    pub fn expect_golden_costs(&self, file: impl AsRef<Path>) -> Golden {
        assert!(
            self.world() == Some(World::Wasm),
            "{}: only runs in wasm have fuel and a module, so there are no costs to compare with \
             {}",
            self.name(),
            file.as_ref().display()
        );
        let dir = self.built.as_ref().map(|built| &*built.dir);
        let place = Place {
            file: dir.unwrap_or(Path::new("")).join(file),
            compiler: self.compiler().to_owned(),
        };
        match place.check(&self.numbers(), blessing()) {
            Ok(golden) => golden,
            Err(why) => panic!("{}: {why}", self.name()),
        }
    }

    fn compiler(&self) -> &str {
        self.built
            .as_ref()
            .map_or(GIVEN, |built| built.file.rustc())
    }

    fn numbers(&self) -> Numbers {
        let fuel = self.costs().runs().iter();
        let mut numbers: Numbers = fuel
            .map(|cost| (format!("fuel of {}", cost.run), cost.stats.fuel))
            .collect();
        if let Source::Wasm(bytes) = &self.source {
            numbers.insert(SIZE.to_owned(), bytes.len() as u64);
        }
        numbers
    }
}

/// The numbers of one compiler in one file.
struct Place {
    file: PathBuf,
    compiler: String,
}

impl Place {
    fn check(self, actual: &Numbers, bless: bool) -> Result<Golden, String> {
        // Another process may write other numbers into the same file.
        let held = bless.then(|| bless::lock(&self.file)).transpose();
        let _held = held.map_err(|error| format!("{}: {error}", self.file.display()))?;
        let mut whole = self.read()?;
        let kept = whole.entry(self.compiler.clone()).or_default();
        if kept.is_empty() && !bless {
            whole.remove(&self.compiler);
            return self.without_numbers(whole.into_keys().collect());
        }
        let changes = changes(kept, actual);
        let Self { file, compiler } = self;
        if changes.is_empty() {
            let numbers = actual.len();
            return Ok(Golden::Held {
                file,
                compiler,
                numbers,
            });
        }
        let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
        if !bless {
            return Err(failure(&file, &compiler, &lines));
        }
        for change in changes {
            match change.is {
                Some(is) => kept.insert(change.name, is),
                None => kept.remove(&change.name),
            };
        }
        write(&file, &whole)?;
        Ok(Golden::Blessed {
            file,
            compiler,
            changes: lines,
        })
    }

    /// The content of the file; empty if there is no file.
    fn read(&self) -> Result<File, String> {
        let file = self.file.display();
        match fs::read_to_string(&self.file) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| format!("{file}: no golden costs: {error}")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(File::new()),
            Err(error) => Err(format!("{file}: {error}")),
        }
    }

    /// The outcome or error for a file that has only numbers of other compilers.
    fn without_numbers(self, known: Vec<String>) -> Result<Golden, String> {
        if known.is_empty() {
            let file = self.file.display();
            return Err(format!(
                "{file}: there are no golden costs; {BLESS_VAR}=1 in the environment writes them"
            ));
        }
        if env::var_os(GOLDEN_VAR).is_some_and(|value| value == "skip") {
            return Ok(Golden::OtherCompiler {
                file: self.file,
                compiler: self.compiler,
                known,
            });
        }
        Err(format!(
            "{}: there are no golden costs with {}, only with {}, so nothing can be compared; \
             {BLESS_VAR}=1 in the environment adds them, {GOLDEN_VAR}=skip leaves the comparison \
             out",
            self.file.display(),
            self.compiler,
            known.join(", ")
        ))
    }
}

/// A number that differs from the one in the file.
struct Change {
    name: String,
    was: Option<u64>,
    is: Option<u64>,
}

/// The numbers that differ from those in the file, in the order of names.
fn changes(kept: &Numbers, actual: &Numbers) -> Vec<Change> {
    let names = kept.keys().chain(actual.keys());
    let names: BTreeSet<&String> = names.collect();
    let change = |name: &String| Change {
        name: name.clone(),
        was: kept.get(name).copied(),
        is: actual.get(name).copied(),
    };
    let changes = names.into_iter().map(change);
    changes.filter(|change| !change.is_small()).collect()
}

impl Change {
    fn is_small(&self) -> bool {
        match (self.was, self.is) {
            (Some(was), Some(is)) => {
                u128::from(was.abs_diff(is)) * 100 <= u128::from(was) * u128::from(PERCENT)
            }
            _ => false,
        }
    }
}

/// `fuel of NewOrder: 1000, now 1100, 10.0% more`.
impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        match (self.was, self.is) {
            (Some(was), Some(is)) => {
                let word = if is > was { "more" } else { "less" };
                let tenths = u128::from(was.abs_diff(is)) * 1000 / u128::from(was.max(1));
                let (whole, tenth) = (tenths / 10, tenths % 10);
                write!(f, "{was}, now {is}, {whole}.{tenth}% {word}")
            }
            (None, Some(is)) => write!(f, "new, {is}"),
            (Some(was), None) => write!(f, "{was}, now not measured"),
            (None, None) => Ok(()),
        }
    }
}

/// The message with which the test fails.
fn failure(file: &Path, compiler: &str, lines: &[String]) -> String {
    let lines = lines.join("\n  ");
    format!(
        "other costs than in {}, with {compiler}; at most {PERCENT}% are allowed\n  {lines}\n\
         {BLESS_VAR}=1 in the environment accepts them",
        file.display()
    )
}

/// Writes the file as a whole, or not at all.
fn write(file: &Path, whole: &File) -> Result<(), String> {
    let failed = |error: &dyn Display| format!("{}: cannot be written: {error}", file.display());
    let text = serde_json::to_string_pretty(whole).map_err(|error| failed(&error))? + "\n";
    shared::replace(file, text.as_bytes()).map_err(|error| failed(&error))
}

impl Display for Golden {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held {
                file,
                compiler,
                numbers,
            } => {
                let file = file.display();
                write!(
                    f,
                    "{file}: {numbers} costs are within {PERCENT}%, with {compiler}"
                )
            }
            Self::Blessed {
                file,
                compiler,
                changes,
            } => {
                let (file, changes) = (file.display(), changes.join("; "));
                write!(f, "{file}: blessed, with {compiler}: {changes}")
            }
            Self::OtherCompiler {
                file,
                compiler,
                known,
            } => {
                let (file, known) = (file.display(), known.join(", "));
                write!(
                    f,
                    "NOT COMPARED: {file} has no costs with {compiler}, only with {known}; \
                     {BLESS_VAR}=1 in the environment adds them"
                )
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests;
