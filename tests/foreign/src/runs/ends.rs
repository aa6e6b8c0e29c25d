//! Runs that fail, and the guest's own end.

use heeus_abi::{ExtensionKind, FaultCause};
use heeus_host::error::Limited;
use heeus_host::error::{ErrorKind, Fault};
use heeus_host_testkit::prelude::*;

use super::{Run, good, intents, run, same};
use crate::bench::{Bench, Needs};
use crate::wrong::Wrong;

/// Calls that every guest refuses, whichever extensions it has.
pub fn refusals() -> Vec<Run> {
    vec![
        run("a name that no extension has", 8, Needs::Nothing, unknown),
        run(
            "a kind that an extension is not of",
            8,
            Needs::Nothing,
            wrong_kind,
        ),
    ]
}

pub fn runs() -> Vec<Run> {
    vec![
        run(
            "an error with a code and a text",
            8,
            Needs::Extension("Fail"),
            fail,
        ),
        run(
            "a run sees nothing of an earlier one",
            2,
            Needs::Extension("Count"),
            count,
        ),
        run(
            "a panic tells its text and its log",
            10,
            Needs::Fault("Panic"),
            panics,
        ),
        run(
            "memory that ends is told",
            10,
            Needs::Fault("OutOfMemory"),
            out_of_memory,
        ),
        run("the guest ends well", 2, Needs::Nothing, Bench::finish),
    ]
}

/// Another kind than this one.
fn other(kind: ExtensionKind) -> ExtensionKind {
    if kind == ExtensionKind::Job {
        ExtensionKind::Command
    } else {
        ExtensionKind::Job
    }
}

fn unknown(bench: &mut Bench) -> Result<(), Wrong> {
    for name in [
        "No extension has this name",
        "Nothing at all",
        "N",
        "n\u{e4}me",
    ] {
        for kind in [ExtensionKind::Command, ExtensionKind::Job] {
            let ran = bench.call((kind, name), &record! {}, true)?;
            match ran.result {
                Err(error) if matches!(error.kind, ErrorKind::UnknownExtension { .. }) => {}
                Err(error) => {
                    return Err(Wrong::new(format!("status 2 for {name:?}: {}", error.kind)));
                }
                Ok(()) => return Err(Wrong::new(format!("status 2 for {name:?}: found 0"))),
            }
        }
    }
    Ok(())
}

fn wrong_kind(bench: &mut Bench) -> Result<(), Wrong> {
    let extensions = bench.module().report().manifest.extensions.clone();
    for extension in extensions {
        let ran = bench.call((other(extension.kind), &extension.name), &record! {}, true)?;
        match ran.result {
            Err(error) if matches!(error.kind, ErrorKind::WrongKind { .. }) => {}
            Err(error) => {
                let text = format!("status 3 for {}: {}", extension.name, error.kind);
                return Err(Wrong::new(text));
            }
            Ok(()) => {
                return Err(Wrong::new(format!(
                    "status 3 for {}: found 0",
                    extension.name
                )));
            }
        }
    }
    Ok(())
}

/// Runs an extension that must fail with this code and, if given, this text.
pub fn fails_with(
    bench: &mut Bench,
    call: (ExtensionKind, &str),
    args: &DynRecord,
    code: i32,
    text: Option<&str>,
) -> Result<(), Wrong> {
    let ran = bench.call(call, args, true)?;
    match ran.result {
        Err(error) => match &error.kind {
            ErrorKind::Extension {
                code: found,
                text: said,
            } => {
                same("the code of the error", found, &code)?;
                text.map_or(Ok(()), |text| {
                    same("the text of the error", &said.as_str(), &text)
                })
            }
            _ => Err(Wrong::of(&error, 8)),
        },
        Ok(()) => Err(Wrong::new(format!(
            "expected an error of the code {code}, found none"
        ))),
    }
}

fn fail(bench: &mut Bench) -> Result<(), Wrong> {
    let call = (ExtensionKind::Command, "Fail");
    fails_with(bench, call, &record! {}, -7, Some("it failed: \u{e4}"))
}

fn count(bench: &mut Bench) -> Result<(), Wrong> {
    for _ in 0..3 {
        let ran = good(bench, (ExtensionKind::Query, "Count"), &record! {})?;
        intents(&ran, &[result(record! { Count: 1 })])?;
    }
    Ok(())
}

/// The fault with which a run ended.
fn fault(kind: &ErrorKind) -> Option<&Fault> {
    match kind {
        ErrorKind::Fault(fault) => Some(fault),
        ErrorKind::Limit(Limited { fault, .. }) => fault.as_deref(),
        _ => None,
    }
}

fn panics(bench: &mut Bench) -> Result<(), Wrong> {
    for _ in 0..2 {
        let ran = bench.call((ExtensionKind::Command, "Panic"), &record! {}, true)?;
        let Err(error) = ran.result else {
            return Err(Wrong::new("expected a trap, found a run that ended well"));
        };
        let told = fault(&error.kind).map(|fault| (fault.cause, fault.text.as_str()));
        same(
            "cause and text",
            &told,
            &Some((FaultCause::Panic, "gave up")),
        )?;
        let logs: Vec<_> = ran.logs.iter().map(|line| line.text.as_str()).collect();
        same("log lines until then", &logs, &vec!["before"])?;
    }
    Ok(())
}

fn out_of_memory(bench: &mut Bench) -> Result<(), Wrong> {
    let ran = bench.call((ExtensionKind::Command, "OutOfMemory"), &record! {}, true)?;
    let Err(error) = ran.result else {
        return Err(Wrong::new("expected a trap, found a run that ended well"));
    };
    let cause = match &error.kind {
        ErrorKind::Limit(_) | ErrorKind::Fault(_) => fault(&error.kind).map(|fault| fault.cause),
        _ => None,
    };
    same("cause", &cause, &Some(FaultCause::OutOfMemory))
}
