//! The builtin engine.

use std::rc::Rc;

use heeus_abi::layout::record;
use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::manifest::Manifest;
use heeus_abi::{RecordRef, export, log_lines};
use heeus_sdk::native;

use super::deadline::Deadline;
use super::host::Host;
use super::module::{BuiltinModule, Entry};
use super::unwind::{self, Left};
use crate::engine::kept::called;
use crate::engine::module::Runnable;
use crate::engine::{
    Call, Engine, EngineConfig, EngineKind, KeptLimits, LogEntry, Module, RunReport, outcome,
};
use crate::error::{Error, ErrorKind, Phase};
use crate::state::HostState;

/// Runs the extensions that are compiled into this program, as plain Rust: in a debugger, under a
/// sanitizer, with coverage, and without a build for wasm.
///
/// Errors are those of the [`WasmEngine`](crate::engine::WasmEngine), with these exceptions:
///
/// - Nothing stops an extension that does not return. In a [`timed`](Self::timed) engine, a late
///   run ends at its next call to the host or at the next element of a read; one that returns late
///   is refused. Other engines have no time limit, since a debugger may have stopped the extension.
/// - Memory is not limited: it belongs to the whole program, and only an allocator of the whole
///   program could count it.
/// - There is no reset: statics persist, and so do the values that a closure owns.
/// - An exhausted stack ends the whole process, and so does an allocation that fails. Neither can
///   be caught.
/// - A panic is caught, and its message is always reported. A program that is built with
///   `panic = "abort"` ends.
/// - Arithmetic that overflows panics if this program is built with `overflow-checks`, which is
///   usual in debug builds; in a module it panics if the module is built with them.
/// - Fuel, memory and arena of a run are not measured.
#[derive(Debug, Clone)]
pub struct BuiltinEngine {
    module: BuiltinModule,
    config: EngineConfig,
    finished: bool,
    timed: bool,
}

impl BuiltinEngine {
    /// Creates an engine for all annotated functions of this program. `name` is their module's name
    /// in errors.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] if there are none, if two have one name, or if entities contradict each
    /// other.
    pub fn linked(name: &str) -> Result<Self, Error> {
        Self::linked_with(name, &EngineConfig::default())
    }

    /// Creates the same with switches. Of `config` only `trace` matters here, and `run_time` if the
    /// engine is [`timed`](Self::timed).
    ///
    /// # Errors
    /// As [`linked`](Self::linked).
    pub fn linked_with(name: &str, config: &EngineConfig) -> Result<Self, Error> {
        Ok(Self::new(&BuiltinModule::linked(name)?, config))
    }

    /// Creates an engine for these extensions. Of `config` only `trace` matters here, and
    /// `run_time` if the engine is [`timed`](Self::timed).
    pub fn new(module: &BuiltinModule, config: &EngineConfig) -> Self {
        Self {
            module: module.clone(),
            config: config.clone(),
            finished: false,
            timed: false,
        }
    }

    /// Returns the engine with `run_time` of its config as a limit. A late run always ends with the
    /// class of the time limit, whatever else happened in it; if it panicked too, the error has the
    /// panic's message.
    pub fn timed(self) -> Self {
        Self {
            timed: true,
            ..self
        }
    }

    fn find(&self, call: &Call<'_>) -> Result<&Entry, ErrorKind> {
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
        let reader = state.begin_run_with(call.kind, call.inputs);
        let extension = self.find(call)?;
        let args = match call.args {
            args if args.as_bytes().len() < record::EMPTY => RecordRef::empty(),
            args => args,
        };
        let deadline = Deadline::of(self.timed.then_some(self.config.run_time));
        let host = Rc::new(Host::new(reader, &self.config, deadline));
        let run = unwind::run(|| extension.run(Rc::clone(&host) as Rc<dyn native::Host>, args));
        let late = deadline.passed(export::RUN.name, host.waited());
        let ended = host.report(report);
        // This drops the reader too, before intents are added and applied.
        drop(host);
        if let Some(why) = ended {
            report.logs = left_logs(&self.config.kept);
            return Err(why);
        }
        let came_to = match run {
            Ok(None) => Ok(()),
            Ok(Some(block)) if block.len() > MAX_BLOCK => Err(outcome::too_large(block.len())),
            Ok(Some(block)) => outcome::take(
                &block,
                outcome::malformed,
                (self.manifest(), call, &self.config.kept),
                state,
                report,
            ),
            Err(Left::Panicked(fault)) => {
                report.logs = left_logs(&self.config.kept);
                Err(ErrorKind::Fault(fault))
            }
            Err(Left::Ended) => Err(ErrorKind::Call("the run ended without a reason".to_owned())),
        };
        match late {
            Some(late) => Err(with_fault(late, came_to)),
            None => came_to,
        }
    }
}

impl Engine for BuiltinEngine {
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport {
        let mut report = RunReport::default();
        if let Err(kind) = self.try_invoke(state, call, &mut report) {
            state.discard();
            report.stats.bytes_written = 0;
            report.result = Err(Box::new(Error {
                module: self.module.name().to_owned(),
                extension: Some(called(call.name)),
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

/// Adds the guest's own fault, if there is one, to the limit that the run met.
#[cold]
fn with_fault(mut met: ErrorKind, came_to: Result<(), ErrorKind>) -> ErrorKind {
    if let (ErrorKind::Limit(limited), Err(ErrorKind::Fault(fault))) = (&mut met, came_to) {
        limited.fault = Some(fault);
    }
    met
}

/// Returns the log lines of a run that did not return.
fn left_logs(kept: &KeptLimits) -> Vec<LogEntry> {
    let lines = native::left_logs();
    kept.lines(log_lines(&lines).filter_map(Result::ok))
}

impl Runnable for BuiltinModule {
    fn kind(&self) -> EngineKind {
        EngineKind::Builtin
    }

    fn name(&self) -> &str {
        self.name()
    }

    fn manifest(&self) -> &Manifest {
        self.manifest()
    }

    fn engine(&self, config: &EngineConfig) -> Result<Box<dyn Engine>, Error> {
        Ok(Box::new(BuiltinEngine::new(self, config).timed()))
    }
}

impl From<BuiltinModule> for Module {
    fn from(module: BuiltinModule) -> Self {
        Self::new(module)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_extensions_has_no_engine() {
        let error = BuiltinEngine::linked("empty").expect_err("there are none");
        let text = error.to_string();
        let begin = "empty: load: refused: extensions of this program: found none, expected ";
        assert!(text.starts_with(begin), "{text}");
    }
}
