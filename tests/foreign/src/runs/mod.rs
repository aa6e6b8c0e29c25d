//! The table of runs.

mod ends;
mod reads;
mod writes;

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::bench::{Bench, Needs, RunOutcome};
use crate::wrong::Wrong;

/// A run, and the section of ABI.md that it is about.
pub struct Run {
    pub name: &'static str,
    pub section: u8,
    pub needs: Needs,
    pub check: fn(&mut Bench) -> Result<(), Wrong>,
}

const fn run(
    name: &'static str,
    section: u8,
    needs: Needs,
    check: fn(&mut Bench) -> Result<(), Wrong>,
) -> Run {
    Run {
        name,
        section,
        needs,
        check,
    }
}

/// All runs, in their order. The last one ends the guest.
pub fn all() -> impl Iterator<Item = Run> {
    let groups = [
        ends::refusals(),
        writes::runs(),
        reads::runs(),
        ends::runs(),
    ];
    groups.into_iter().flatten()
}

/// Runs an extension that must end well, with reads in pages if the guest accepts them.
fn good(
    bench: &mut Bench,
    call: (ExtensionKind, &str),
    args: &DynRecord,
) -> Result<RunOutcome, Wrong> {
    good_by(bench, call, args, true)
}

fn good_by(
    bench: &mut Bench,
    call: (ExtensionKind, &str),
    args: &DynRecord,
    pages: bool,
) -> Result<RunOutcome, Wrong> {
    let ran = bench.call(call, args, pages)?;
    match &ran.result {
        Ok(()) => Ok(ran),
        Err(error) => {
            let mut wrong = Wrong::of(error, 0);
            wrong.section = wrong.section.filter(|section| *section != 0);
            if let [first, ..] = ran.refusals.as_slice() {
                wrong.text = format!("{}; the host answered {first}", wrong.text);
            }
            Err(wrong)
        }
    }
}

/// Compares the found value with the expected one.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), Wrong> {
    if found == expected {
        return Ok(());
    }
    Err(Wrong::new(format!(
        "{what}: expected {expected:?}, found {found:?}"
    )))
}

/// Compares the intents of a run.
fn intents(ran: &RunOutcome, expected: &[Intent]) -> Result<(), Wrong> {
    let shown =
        |intents: &[Intent]| -> Vec<String> { intents.iter().map(ToString::to_string).collect() };
    same("intents", &shown(&ran.intents), &shown(expected))
}
