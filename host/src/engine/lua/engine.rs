//! The Lua engine.

use std::fmt;
use std::rc::Rc;

use heeus_abi::layout::record;
use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::manifest::Manifest;
use heeus_abi::{EncodeError, RecordRef};

use super::declared::Declared;
use super::machine::Machine;
use super::module::LuaModule;
use super::run::Run;
use crate::engine::kept::called;
use crate::engine::module::Runnable;
use crate::engine::process_host::RunHost;
use crate::engine::{Call, Engine, EngineConfig, EngineKind, Module, RunReport, outcome};
use crate::error::{Error, ErrorKind, Phase};
use crate::state::{HostState, Reader};

/// Runs the extensions of one script in one machine.
///
/// Each run begins with the script's top level, in globals of its own, so that nothing remains for
/// the next run. The engine drops a machine whose run failed with a fault or met a limit; the next
/// call creates a fresh one.
///
/// Errors are those of the [`WasmEngine`](crate::engine::WasmEngine), with these exceptions:
///
/// - Exhausted memory is [`Limit::Memory`](crate::error::Limit::Memory), also where a module would
///   report a failed allocation.
/// - Integers wrap around where Rust panics; a division by zero is a fault.
/// - Fuel is counted in steps of 256 instructions, and the arena of a run is not reported.
pub struct LuaEngine {
    module: LuaModule,
    config: EngineConfig,
    machine: Option<Box<Machine>>,
    /// Number of machines that were created.
    made: u64,
    finished: bool,
}

impl LuaEngine {
    /// Creates an engine for a script, with a machine that is ready to run. Of `config` all limits
    /// and `trace` matter here.
    ///
    /// # Errors
    /// [`Error`] if the script exceeds the limits.
    pub fn new(module: &LuaModule, config: &EngineConfig) -> Result<Self, Error> {
        let mut engine = Self {
            module: module.clone(),
            config: config.clone(),
            machine: None,
            made: 0,
            finished: false,
        };
        match engine.make() {
            Ok(()) => Ok(engine),
            Err(kind) => Err(engine.error(None, Phase::Link, kind)),
        }
    }

    fn make(&mut self) -> Result<(), ErrorKind> {
        let (name, source) = (self.module.name(), self.module.source());
        self.machine = Some(Box::new(Machine::new(name, source, &self.config)?));
        self.made += 1;
        Ok(())
    }

    fn error(&self, extension: Option<&str>, phase: Phase, kind: ErrorKind) -> Error {
        Error {
            module: self.module.name().to_owned(),
            extension: extension.map(called),
            phase,
            kind,
        }
    }

    /// Checks that the script has this extension, of this kind.
    fn check(&self, call: &Call<'_>) -> Result<(), ErrorKind> {
        if self.finished {
            return Err(ErrorKind::Call("the engine is finished".to_owned()));
        }
        outcome::check(call)?;
        let mut extensions = self.manifest().extensions.iter();
        match extensions.find(|extension| extension.name == call.name) {
            None => Err(outcome::unknown(self.manifest())),
            Some(found) if found.kind != call.kind => {
                Err(outcome::wrong_kind(self.manifest(), call))
            }
            Some(_) => Ok(()),
        }
    }

    fn try_invoke(
        &mut self,
        state: &mut HostState,
        call: &Call<'_>,
        report: &mut RunReport,
    ) -> Result<(), ErrorKind> {
        let reader = state.begin_run_with(call.kind, call.inputs);
        self.check(call)?;
        if self.machine.is_none() {
            self.make()?;
        }
        let Some(machine) = &self.machine else {
            return Err(ErrorKind::Call("the engine has no machine".to_owned()));
        };
        let ran = run(machine, reader, &self.config, call, report);
        report.stats.fuel = machine.shared().meter.fuel();
        report.stats.memory_bytes = machine.memory();
        let block = ran?;
        let told = (self.manifest(), call, &self.config.kept);
        outcome::take(&block, outcome::malformed, told, state, report)
    }
}

/// Runs the top level and then the extension, and builds the result block.
fn run(
    machine: &Machine,
    reader: Reader,
    config: &EngineConfig,
    call: &Call<'_>,
    report: &mut RunReport,
) -> Result<Vec<u8>, ErrorKind> {
    let declared = machine.declare(Declared::of_run(call.name));
    let declared = declared.map_err(|kind| config.kept.cut(kind))?;
    let mut extensions = declared.extensions.iter();
    let extension = extensions.find(|declared| {
        declared.extension.name == call.name && declared.extension.kind == call.kind
    });
    let Some(extension) = extension else {
        let shared = machine.shared();
        return Err(shared.fault("the script did not declare the extension again", 0));
    };
    let args = match call.args {
        args if args.as_bytes().len() < record::EMPTY => RecordRef::empty(),
        args => args,
    };
    let run = Rc::new(Run::new(RunHost::new(reader, config), &extension.returns));
    let ran = machine.run(extension, &run, args);
    run.host.report(report);
    let failed = match &ran {
        Ok(()) => None,
        Err(ErrorKind::Extension { code, text }) => Some((*code, text.as_str())),
        Err(_) => {
            report.logs = run.logged(&config.kept);
            return ran.map(|()| Vec::new());
        }
    };
    match run.block(failed) {
        Ok(block) if block.len() <= MAX_BLOCK => Ok(block),
        // As in the SDK, the run fails and returns no block that breaks the contract.
        Ok(_) | Err(_) => Err(ErrorKind::BadIntent(
            EncodeError::TooLarge.text().to_owned(),
        )),
    }
}

impl Engine for LuaEngine {
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport {
        let mut report = RunReport::default();
        if let Err(kind) = self.try_invoke(state, call, &mut report) {
            if kind.ends_instance() {
                self.machine = None;
            }
            state.discard();
            let error = self.error(Some(call.name), Phase::Run, kind);
            report.result = Err(Box::new(error));
        }
        report
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.finished = true;
        self.machine = None;
        Ok(())
    }

    fn manifest(&self) -> &Manifest {
        self.module.manifest()
    }

    fn instances_made(&self) -> u64 {
        self.made
    }
}

impl fmt::Debug for LuaEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("LuaEngine");
        out.field("module", &self.module).finish_non_exhaustive()
    }
}

impl Runnable for LuaModule {
    fn kind(&self) -> EngineKind {
        EngineKind::Lua
    }

    fn name(&self) -> &str {
        self.name()
    }

    fn manifest(&self) -> &Manifest {
        self.manifest()
    }

    fn engine(&self, config: &EngineConfig) -> Result<Box<dyn Engine>, Error> {
        Ok(Box::new(LuaEngine::new(self, config)?))
    }
}

impl From<LuaModule> for Module {
    fn from(module: LuaModule) -> Self {
        Self::new(module)
    }
}
