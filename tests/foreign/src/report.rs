//! The verdicts on all runs, as text and as counts.

use std::fmt::{self, Display, Formatter};

use crate::wrong::Wrong;

/// The verdict on one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The guest does as the contract says.
    Passed,
    /// The guest breaks the contract.
    Breaks(Wrong),
    /// The guest lacks what the run needs.
    NotThere(String),
}

/// A run, and the verdict on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The subject of the run.
    pub run: &'static str,
    /// The verdict on the run.
    pub verdict: Verdict,
}

/// The verdicts on all runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The runs, in the order of the table.
    pub lines: Vec<Line>,
}

impl Report {
    pub(crate) fn add(&mut self, run: &'static str, verdict: Verdict) {
        self.lines.push(Line { run, verdict });
    }

    /// The numbers of runs that the guest passed, that it broke, and that need something it lacks.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count =
            |is: fn(&Verdict) -> bool| self.lines.iter().filter(|line| is(&line.verdict)).count();
        (
            count(|verdict| *verdict == Verdict::Passed),
            count(|verdict| matches!(verdict, Verdict::Breaks(_))),
            count(|verdict| matches!(verdict, Verdict::NotThere(_))),
        )
    }

    /// Returns whether the guest broke no run.
    pub fn is_good(&self) -> bool {
        self.counts().1 == 0
    }

    /// The sections of ABI.md that the guest breaks, each once, in ascending order.
    pub fn sections(&self) -> Vec<u8> {
        let sections = self.lines.iter().filter_map(|line| match &line.verdict {
            Verdict::Breaks(wrong) => wrong.section,
            _ => None,
        });
        let mut sections: Vec<u8> = sections.collect();
        sections.sort_unstable();
        sections.dedup();
        sections
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Line { run, verdict } in &self.lines {
            match verdict {
                Verdict::Passed => writeln!(f, "passed     {run}")?,
                Verdict::NotThere(what) => {
                    writeln!(f, "not there  {run}: the guest has no {what}")?;
                }
                Verdict::Breaks(Wrong { section, text }) => {
                    let section = section.unwrap_or_default();
                    writeln!(f, "BREAKS     {run}: ABI.md, section {section}: {text}")?;
                }
            }
        }
        let (passed, broken, absent) = self.counts();
        write!(f, "{passed} passed, {broken} broken, {absent} not there")
    }
}
