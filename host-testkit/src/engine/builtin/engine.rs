//! The engine.

use std::rc::Rc;

use heeus_abi::layout::record;
use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::manifest::Manifest;
use heeus_abi::{RecordRef, log_lines};
use heeus_sdk::native::{self, Extension};

use super::host::Host;
use super::module::BuiltinModule;
use super::unwind::{self, Left};
use crate::engine::{Call, Engine, EngineConfig, LogEntry, RunReport, outcome};
use crate::error::{Error, ErrorKind, Phase};
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
#[derive(Debug, Clone)]
pub struct BuiltinEngine {
    module: BuiltinModule,
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
        Ok(Self::new(&BuiltinModule::linked(name)?, config))
    }

    /// An engine for these extensions. Of `config` only `trace` matters here.
    pub fn new(module: &BuiltinModule, config: &EngineConfig) -> Self {
        Self {
            module: module.clone(),
            config: config.clone(),
            finished: false,
        }
    }

    fn find(&self, call: &Call<'_>) -> Result<Extension, ErrorKind> {
        if self.finished {
            return Err(ErrorKind::Call("the engine is finished".to_owned()));
        }
        outcome::check(call)?;
        let found = self.module.find(call.name);
        let found = found.ok_or_else(|| outcome::unknown(self.manifest()))?;
        if found.kind() != Some(call.kind) {
            return Err(outcome::wrong_kind(self.manifest(), call));
        }
        Ok(found)
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
            report.logs = left_logs();
            return Err(why);
        }
        match run {
            Ok(None) => Ok(()),
            Ok(Some(block)) if block.len() > MAX_BLOCK => Err(outcome::too_large(block.len())),
            Ok(Some(block)) => outcome::take(
                &block,
                outcome::malformed,
                (self.manifest(), call),
                state,
                report,
            ),
            Err(Left::Panicked(fault)) => {
                report.logs = left_logs();
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
                module: self.module.name().to_owned(),
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
        self.module.manifest()
    }
}

/// The lines of a run that did not come back.
fn left_logs() -> Vec<LogEntry> {
    let lines = native::left_logs();
    let lines = log_lines(&lines).filter_map(Result::ok);
    lines.map(LogEntry::from).collect()
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
