//! The engine.

use std::rc::Rc;

use heeus_abi::layout::record;
use heeus_abi::limits::{MAX_BLOCK, MAX_NAME};
use heeus_abi::manifest::Manifest;
use heeus_abi::{Malformed, RecordRef, export, log_lines};
use heeus_sdk::native::{self, Extension};

use super::host::Host;
use super::unwind::{self, Left};
use crate::engine::{Call, Engine, EngineConfig, LogEntry, RunReport, manifest, outcome};
use crate::error::{Breach, Error, ErrorKind, Finding, Phase};
use crate::state::HostState;

/// Runs the extensions that are compiled into this very program, as plain Rust: in a debugger, under a sanitizer, with
/// coverage, and without a build for wasm.
///
/// What fails, fails as in the [`WasmEngine`](crate::WasmEngine), with these exceptions:
///
/// - Nothing stops an extension that does not come back or takes too much memory, and there is no reset: its statics
///   persist.
/// - A stack that is exhausted ends the whole process; so does an allocation that fails. Neither can be caught.
/// - A panic is caught, and its message always told. A program that is built with
///   `panic = "abort"` ends.
/// - Arithmetic that overflows panics where this program is built with `overflow-checks`, which is usual in debug builds; in
///   a module it does where the module is.
/// - Fuel, memory and arena of a run are not measured.
#[derive(Clone)]
pub struct BuiltinEngine {
    name: String,
    manifest: Manifest,
    /// In the order of their names.
    extensions: Vec<Extension>,
    config: EngineConfig,
    finished: bool,
}

impl BuiltinEngine {
    /// An engine for all annotated functions of this program. `name` is what errors call it.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] where there are none, or two of one name, or entities that contradict each other.
    pub fn linked(name: &str) -> Result<Self, Error> {
        Self::linked_with(name, &EngineConfig::default())
    }

    /// The same with switches. Of `config` only `trace` matters here.
    ///
    /// # Errors
    /// As [`linked`](Self::linked).
    pub fn linked_with(name: &str, config: &EngineConfig) -> Result<Self, Error> {
        let mut extensions: Vec<Extension> = Extension::all().collect();
        extensions.sort_unstable_by_key(Extension::name);
        let read = if extensions.is_empty() {
            Err(vec![none_found()])
        } else {
            manifest::read("manifest", &native::manifest())
        };
        let manifest = read.map_err(|findings| Error {
            module: name.to_owned(),
            extension: None,
            phase: Phase::Load,
            kind: ErrorKind::Load(findings),
        })?;
        Ok(Self {
            name: name.to_owned(),
            manifest,
            extensions,
            config: config.clone(),
            finished: false,
        })
    }

    fn find(&self, call: &Call<'_>) -> Result<Extension, ErrorKind> {
        if self.finished {
            return Err(ErrorKind::Call("the engine is finished".to_owned()));
        }
        check(call)?;
        let place = self
            .extensions
            .binary_search_by(|extension| extension.name().cmp(call.name));
        let found = place.ok().and_then(|place| self.extensions.get(place));
        let found = found.ok_or_else(|| outcome::unknown(&self.manifest))?;
        if found.kind() != Some(call.kind) {
            return Err(outcome::wrong_kind(&self.manifest, call));
        }
        Ok(*found)
    }

    fn try_invoke(
        &self,
        state: &mut HostState,
        call: &Call<'_>,
        report: &mut RunReport,
    ) -> Result<(), ErrorKind> {
        let reader = state.begin_run(call.kind);
        let extension = self.find(call)?;
        let args = match call.args {
            args if args.as_bytes().len() < record::EMPTY => RecordRef::empty(),
            args => args,
        };
        let host = Rc::new(Host::new(reader, self.config.trace));
        let run = unwind::run(|| extension.run(Rc::clone(&host) as Rc<dyn native::Host>, args));
        let (calls, ended) = host.take();
        // The reader goes with it, before intents are added and applied.
        drop(host);
        calls.report(report);
        if let Some(why) = ended {
            return Err(why);
        }
        match run {
            Ok(None) => Ok(()),
            Ok(Some(block)) if block.len() > MAX_BLOCK => Err(too_large(block.len())),
            Ok(Some(block)) => {
                outcome::take(&block, malformed, (&self.manifest, call), state, report)
            }
            Err(Left::Panicked(fault)) => {
                let lines = native::left_logs();
                let lines = log_lines(&lines).filter_map(Result::ok);
                report.logs.extend(lines.map(LogEntry::from));
                Err(ErrorKind::Fault(fault))
            }
            Err(Left::Ended) => Err(ErrorKind::Call("the run ended without a reason".to_owned())),
        }
    }
}

impl Engine for BuiltinEngine {
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport {
        let mut report = RunReport::default();
        if let Err(kind) = self.try_invoke(state, call, &mut report) {
            state.discard();
            report.result = Err(Box::new(Error {
                module: self.name.clone(),
                extension: Some(call.name.to_owned()),
                phase: Phase::Run,
                kind,
            }));
        }
        report
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.finished = true;
        Ok(())
    }

    fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}

impl std::fmt::Debug for BuiltinEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltinEngine")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Whether it is a call that any engine can make.
fn check(call: &Call<'_>) -> Result<(), ErrorKind> {
    let (name, args) = (call.name, call.args.as_bytes().len());
    if args > MAX_BLOCK {
        let what = format!("arguments of {args} bytes: expected at most {MAX_BLOCK}");
        return Err(ErrorKind::Call(what));
    }
    if name.is_empty() || name.len() > MAX_NAME || name.contains('\0') {
        let what =
            format!("extension {name:?}: expected a name of 1 to {MAX_NAME} bytes without NUL");
        return Err(ErrorKind::Call(what));
    }
    Ok(())
}

#[cold]
fn none_found() -> Finding {
    Finding {
        what: "extensions of this program".to_owned(),
        found: "none".to_owned(),
        allowed: "at least one annotated function, in a crate that this program names and that has the same heeus-sdk"
            .to_owned(),
    }
}

#[cold]
fn too_large(bytes: usize) -> ErrorKind {
    breach(format!(
        "result block of {bytes} bytes: expected at most {MAX_BLOCK}"
    ))
}

#[cold]
fn malformed(error: Malformed) -> ErrorKind {
    breach(format!("result block: {error}"))
}

fn breach(what: String) -> ErrorKind {
    let function = export::RUN.name;
    ErrorKind::Abi(Breach { function, what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_extensions_has_no_engine() {
        let error = BuiltinEngine::linked("empty").expect_err("there are none");
        let text = error.to_string();
        let begin = "empty: load: refused: extensions of this program: found none, allowed is ";
        assert!(text.starts_with(begin), "{text}");
    }
}
