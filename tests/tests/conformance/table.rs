//! Scenarios, and how they are told on every engine.

use std::path::PathBuf;

use heeus_host_testkit::prelude::*;
use heeus_host_testkit::{Content, EngineKind, Error, ErrorClass, ErrorKind};

use super::told;

/// What is arranged, the calls that are made one after the other, and the engines that cannot hold it.
pub struct Scenario {
    pub name: &'static str,
    pub arrange: fn(&mut Kit),
    pub runs: Vec<Run>,
    /// Engines that it is not told on, each with the reason.
    pub not_on: &'static [(EngineKind, &'static str)],
}

/// A call, and how it ends everywhere.
pub struct Run {
    kind: Kind,
    name: String,
    args: Record,
    ends: Option<ErrorClass>,
}

/// A scenario without arrangements.
pub fn scenario<const N: usize>(name: &'static str, runs: [Run; N]) -> Scenario {
    Scenario {
        name,
        arrange: |_| {},
        runs: runs.into(),
        not_on: &[],
    }
}

/// A run of the story `what` as this kind, which ends well.
pub fn run(kind: Kind, what: &str) -> Run {
    Run {
        kind,
        name: extension(kind).to_owned(),
        args: record! { What: what },
        ends: None,
    }
}

/// The extension of this kind.
pub fn extension(kind: Kind) -> &'static str {
    match kind {
        Kind::Command => "Command",
        Kind::Query => "Query",
        Kind::Validator => "Validator",
        Kind::Projector => "Projector",
        Kind::Job => "Job",
    }
}

impl Scenario {
    pub fn given(self, arrange: fn(&mut Kit)) -> Self {
        Self { arrange, ..self }
    }

    pub fn not_on(self, not_on: &'static [(EngineKind, &'static str)]) -> Self {
        Self { not_on, ..self }
    }

    /// Tells it on every engine that holds it: all must come to the same, which is what the table says.
    #[track_caller]
    pub fn hold(&self) {
        let mut told = Vec::new();
        for (engine, mut kit) in engines() {
            if let Some((_, why)) = self.not_on.iter().find(|(not, _)| *not == engine) {
                assert!(!why.is_empty(), "{}: {engine} has no reason", self.name);
                continue;
            }
            (self.arrange)(&mut kit);
            let runs = self.runs.iter().enumerate();
            let texts = runs.map(|(at, run)| {
                let outcome = run.on(&mut kit).unchecked();
                let found = outcome.error().map(Error::class);
                let error = outcome.error();
                assert_eq!(
                    found, run.ends,
                    "{}, run {at}, {engine}: {error:?}",
                    self.name
                );
                all_of(&outcome)
            });
            let texts = texts.collect();
            told.push((engine, texts));
        }
        let named: Vec<_> = told.iter().map(|(engine, _)| engine.to_string()).collect();
        assert!(named.len() > 1, "{}: nothing to compare", self.name);
        let told = named.iter().zip(told);
        let told: Vec<_> = told
            .map(|(name, (_, texts))| (name.as_str(), texts))
            .collect();
        told::same(&told);
    }
}

impl Run {
    pub fn with(mut self, name: &str, value: impl Into<Content>) -> Self {
        self.args = self.args.with(name, value);
        self
    }

    /// With the whole key of a day of January 2026.
    pub fn on_day(self, day: i32) -> Self {
        self.with("Year", 2026).with("Month", 1).with("Day", day)
    }

    /// By another name than the kind's.
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

/// Where the guest and its twin lie.
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

/// All that a run came to, but for what each engine has words of its own for: what a machine says of a fault, and what it
/// measures at a limit.
pub fn all_of(outcome: &Outcome) -> String {
    let error = outcome.error().map(|error| match &error.kind {
        ErrorKind::Fault(fault) if fault.text == "gave up" => "fault: gave up".to_owned(),
        ErrorKind::Fault(_) | ErrorKind::Limit(_) => format!("{:?}", error.class()),
        kind => kind.to_string(),
    });
    let error = error.unwrap_or("ok".to_owned());
    let logs = outcome.logs().iter();
    let logs = logs.map(|line| format!("{} {}", line.level, line.text));
    told::all_of(&error, outcome, logs)
}

/// Arranges the days 1 to 4 of January 2026 and one of February, the amount ten times the day.
pub fn days(kit: &mut Kit) {
    for (month, day) in [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1)] {
        let key = record! { Year: 2026, Month: month, Day: day };
        let value = record! { Amount: i64::from(day) * 10, Note: "arranged" };
        kit.view("conf.Days", key, value);
    }
}

/// Holds all scenarios of a group.
#[track_caller]
pub fn hold_all(scenarios: &[Scenario]) {
    for scenario in scenarios {
        scenario.hold();
    }
}
