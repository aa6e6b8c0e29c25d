//! Scenarios: the arranged state, the runs, and their outcome on every engine.

use std::env;
use std::fmt::Write as _;
use std::path::PathBuf;

use heeus_host::engine::EngineKind;
use heeus_host::error::{Error, ErrorClass, ErrorKind};
use heeus_host_testkit::Content;
use heeus_host_testkit::expect::Expect;
use heeus_host_testkit::prelude::*;

use super::outcomes;

/// The arranged state, the calls in order, their outcome, and the engines that cannot run the
/// scenario.
pub struct Scenario {
    pub name: &'static str,
    arrange: fn(&mut Kit),
    runs: Vec<Run>,
    outcome: Expect,
    /// The engines that leave the scenario out, each with the reason.
    pub not_on: &'static [(EngineKind, &'static str)],
}

/// A call, and the way in which it ends on every engine.
pub struct Run {
    kind: ExtensionKind,
    name: String,
    what: String,
    args: DynRecord,
    ends: Option<ErrorClass>,
}

/// The name of a scenario and its calls, without arrangements; [`comes_to`](Calls::comes_to) states
/// the outcome.
pub struct Calls(&'static str, Vec<Run>);

/// A scenario without arrangements.
pub fn scenario<const N: usize>(name: &'static str, runs: [Run; N]) -> Calls {
    Calls(name, runs.into())
}

impl Calls {
    /// States the outcome: the end, the intents, the log and the requests of each run, and finally
    /// all stored rows.
    pub fn comes_to(self, outcome: Expect) -> Scenario {
        let Self(name, runs) = self;
        Scenario {
            name,
            arrange: |_| {},
            runs,
            outcome,
            not_on: &[],
        }
    }
}

/// A run of the story `what` by the extension of this kind; it ends well.
pub fn run(kind: ExtensionKind, what: &str) -> Run {
    Run {
        kind,
        name: extension(kind).to_owned(),
        what: what.to_owned(),
        args: record! { What: what },
        ends: None,
    }
}

/// The name of the extension of this kind.
pub fn extension(kind: ExtensionKind) -> &'static str {
    match kind {
        ExtensionKind::Command => "Command",
        ExtensionKind::Query => "Query",
        ExtensionKind::Validator => "Validator",
        ExtensionKind::Projector => "Projector",
        ExtensionKind::Job => "Job",
    }
}

impl Scenario {
    pub fn given(self, arrange: fn(&mut Kit)) -> Self {
        Self { arrange, ..self }
    }

    pub fn not_on(self, not_on: &'static [(EngineKind, &'static str)]) -> Self {
        Self { not_on, ..self }
    }

    /// Returns whether the scenario runs on an engine.
    pub fn is_on(&self, engine: EngineKind) -> bool {
        self.not_on.iter().all(|(not, _)| *not != engine)
    }

    /// Runs it on every engine that can.
    ///
    /// # Errors
    /// The first outcome that differs from the stated one, with the scenario and the engine.
    pub fn check(&self) -> Result<(), String> {
        let mut first: Option<String> = None;
        for (engine, mut kit) in engines().into_iter().filter(|(of, _)| self.is_on(*of)) {
            let found = self.tell(&mut kit)?;
            match &first {
                None if env::var_os("UPDATE_EXPECT").is_some() => self.outcome.assert_eq(&found),
                Some(first) if *first == found => {}
                _ if self.states(&found) => {}
                _ => {
                    let (name, position) = (self.name, self.outcome.place);
                    let stated = self.outcome.text();
                    return Err(format!(
                        "{name}, on the {engine} engine, comes to\n{found}\nand {position} \
                         states\n{stated}"
                    ));
                }
            }
            first = first.or(Some(found));
        }
        Ok(())
    }

    /// Returns whether this is the stated outcome, regardless of indentation.
    pub fn states(&self, found: &str) -> bool {
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty());
            lines.map(ToOwned::to_owned).collect()
        };
        !found.trim().is_empty() && lines(found) == lines(&self.outcome.text())
    }

    /// Runs it in this kit. Returns the whole outcome as text.
    ///
    /// # Errors
    /// A run that ends with another class of errors than the table says.
    pub fn tell(&self, kit: &mut Kit) -> Result<String, String> {
        (self.arrange)(kit);
        let mut text = String::new();
        for (at, run) in self.runs.iter().enumerate() {
            let outcome = run.on(kit).ignore_failure().ignore_intents();
            let found = outcome.error().map(Error::class);
            if found != run.ends {
                let (name, ends, error) = (self.name, run.ends, outcome.error());
                return Err(format!(
                    "{name}, run {at}, ends with {found:?} and not with {ends:?}: {error:?}"
                ));
            }
            let outcome = all_of(&outcome);
            text.extend([&*run.name, " ", &run.what, ": ", &outcome, "\n"]);
        }
        Ok(text + &stored(kit))
    }
}

/// All rows that are stored, entity by entity.
fn stored(kit: &Kit) -> String {
    let mut names: Vec<_> = kit.manifest().entities.iter().map(|of| &of.name).collect();
    names.sort_unstable();
    let mut text = String::new();
    for name in names {
        for (key, value) in kit.rows(name) {
            writeln!(text, "stored: {name} {key} {value}").expect("a text takes all");
        }
    }
    text
}

impl Run {
    pub fn with(mut self, name: &str, value: impl Into<Content>) -> Self {
        self.args = self.args.with(name, value);
        self
    }

    /// Adds the whole key of a day of January 2026.
    pub fn on_day(self, day: i32) -> Self {
        self.with("Year", 2026).with("Month", 1).with("Day", day)
    }

    /// Calls the extension of this name instead of the kind's.
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    pub fn ends(mut self, class: ErrorClass) -> Self {
        self.ends = Some(class);
        self
    }

    fn on(&self, kit: &mut Kit) -> Outcome {
        kit.run_as(self.kind, &self.name, self.args.clone())
    }
}

/// The directory of the guest and its twins.
pub fn dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("guests/conformance")
}

/// A kit for each engine.
pub fn engines() -> [(EngineKind, Kit); 3] {
    EngineKind::ALL.map(|engine| {
        let kit = match engine {
            EngineKind::Builtin => Kit::native("conformance"),
            EngineKind::Wasm => Kit::build(dir()),
            EngineKind::Lua => Kit::lua(dir()),
        };
        (engine, kit)
    })
}

/// The outcome of a run, without the parts that each engine words in its own way: the text of a
/// fault, and the measurement at a limit.
pub fn all_of(outcome: &Outcome) -> String {
    let error = outcome.error().map(|error| match &error.kind {
        ErrorKind::Fault(fault) if fault.text == "gave up" => "fault: gave up".to_owned(),
        ErrorKind::Fault(_) | ErrorKind::Limit(_) => format!("{:?}", error.class()),
        kind => kind.to_string(),
    });
    let error = error.unwrap_or("ok".to_owned());
    let logs = outcome.logs().iter();
    let logs = logs.map(|line| format!("{} {}", line.level, line.text));
    let text = outcomes::all_of(&error, outcome, logs);
    let lines: Vec<_> = text.trim_end().split('\n').collect();
    lines.join("\n  ")
}

/// Arranges the days 1 to 4 of January 2026 and one of February. The amount is ten times the day.
pub fn days(kit: &mut Kit) {
    for (month, day) in [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1)] {
        let key = record! { Year: 2026, Month: month, Day: day };
        let value = record! { Amount: i64::from(day) * 10, Note: "arranged" };
        kit.view("conf.Days", key, value);
    }
}

/// Runs all scenarios of a group, and fails the test if one differs.
#[track_caller]
pub fn hold_all(scenarios: &[Scenario]) {
    let failed = scenarios.iter().filter_map(|of| of.check().err());
    let failed: Vec<String> = failed.collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
