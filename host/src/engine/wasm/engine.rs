//! The Wasm engine.

use heeus_abi::manifest::Manifest;

use super::instance::{Failed, Instance};
use super::module::CompiledModule;
use crate::engine::kept::called;
use crate::engine::module::Runnable;
use crate::engine::{Call, Engine, EngineConfig, EngineKind, Module, RunReport, outcome};
use crate::error::{Error, ErrorKind, Phase};
use crate::state::{HostState, Reader};

/// Runs the extensions of one Wasm module in one instance.
///
/// The engine drops an instance that trapped, met a limit or broke the contract; the next call
/// creates a fresh one.
pub struct WasmEngine {
    module: CompiledModule,
    config: EngineConfig,
    instance: Option<Box<Instance>>,
    finished: bool,
    /// Number of instances that were created.
    made: u64,
    /// Index of the last extension's name in the list of names.
    last: usize,
}

impl WasmEngine {
    /// Creates an engine for a module, with an instance that is ready to run.
    ///
    /// # Errors
    /// [`Error`] if the module exceeds the limits, or fails before its first run.
    pub fn new(module: &CompiledModule, config: &EngineConfig) -> Result<Self, Error> {
        let mut engine = Self {
            module: module.clone(),
            config: config.clone(),
            instance: None,
            finished: false,
            made: 0,
            last: 0,
        };
        let made = engine
            .admit()
            .and_then(|()| Instance::new(module.inner(), config));
        match made {
            Ok(instance) => {
                engine.instance = Some(Box::new(instance));
                engine.made = 1;
            }
            Err(failed) => return Err(engine.error(None, failed)),
        }
        if config.check_reset && !module.report().manifest.statics_persist {
            let inner = module.inner();
            inner
                .reference
                .prepare(|| Instance::untouched(inner, config));
        }
        Ok(engine)
    }

    /// Checks that the module is within the limits.
    fn admit(&self) -> Result<(), Failed> {
        let inner = self.module.inner();
        let refuse = |kind| Failed {
            phase: Phase::Link,
            kind,
            logs: Vec::new(),
        };
        if inner.max_stack != self.config.max_stack {
            let what = format!(
                "the module was compiled for a stack of {} bytes, the engine has one of {}",
                inner.max_stack, self.config.max_stack
            );
            return Err(refuse(ErrorKind::Call(what)));
        }
        if inner.report.start_memory > self.config.mem_limit {
            let what = format!(
                "the module starts with {} bytes of memory, the limit is {}",
                inner.report.start_memory, self.config.mem_limit
            );
            return Err(refuse(ErrorKind::Link(what)));
        }
        Ok(())
    }

    #[inline]
    fn try_invoke(
        &mut self,
        state: (&mut HostState, Reader),
        call: &Call<'_>,
        report: &mut RunReport,
    ) -> Result<(), Failed> {
        outcome::check_args(call.args).map_err(failed)?;
        let inner = self.module.inner();
        let instance = match &mut self.instance {
            Some(instance) => instance,
            None if self.finished => return Err(finished()),
            none => {
                let fresh = Instance::new(inner, &self.config)?;
                self.made += 1;
                none.insert(Box::new(fresh))
            }
        };
        let name = inner.pinned.find(call.name, &mut self.last);
        instance.invoke((inner, &self.config), (call, name), state, report)
    }

    #[cold]
    fn error(&self, extension: Option<&str>, failed: Failed) -> Error {
        Error {
            module: self.module.name().to_owned(),
            extension: extension.map(called),
            phase: failed.phase,
            kind: failed.kind,
        }
    }
}

#[cold]
fn finished() -> Failed {
    failed(ErrorKind::Call("the engine is finished".to_owned()))
}

#[cold]
fn failed(kind: ErrorKind) -> Failed {
    Failed {
        phase: Phase::Run,
        kind,
        logs: Vec::new(),
    }
}

impl Engine for WasmEngine {
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport {
        let mut report = RunReport::default();
        let reader = state.lend_reader(call.kind, call.inputs);
        if let Err(mut failed) = self.try_invoke((&mut *state, reader), call, &mut report) {
            if failed.kind.ends_instance() {
                self.instance = None;
            }
            state.discard();
            report.stats.bytes_written = 0;
            report.logs.append(&mut failed.logs);
            report.result = Err(Box::new(self.error(Some(call.name), failed)));
        }
        let noted = report.logs.capacity() | report.refusals.capacity() | report.calls.capacity();
        if report.result.is_ok() && noted == 0 {
            // Building the report in its final place costs less than moving it there.
            return RunReport {
                stats: report.stats,
                ..RunReport::default()
            };
        }
        report
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.finished = true;
        let Some(instance) = self.instance.take() else {
            return Ok(());
        };
        let done = instance.finish(self.module.inner(), &self.config);
        done.map_err(|failed| self.error(None, failed))
    }

    fn manifest(&self) -> &Manifest {
        &self.module.report().manifest
    }

    fn instances_made(&self) -> u64 {
        self.made
    }
}

impl std::fmt::Debug for WasmEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WasmEngine")
            .field("module", &self.module)
            .finish_non_exhaustive()
    }
}

impl Runnable for CompiledModule {
    fn kind(&self) -> EngineKind {
        EngineKind::Wasm
    }

    fn name(&self) -> &str {
        self.name()
    }

    fn manifest(&self) -> &Manifest {
        &self.report().manifest
    }

    fn engine(&self, config: &EngineConfig) -> Result<Box<dyn Engine>, Error> {
        Ok(Box::new(WasmEngine::new(self, config)?))
    }
}

impl From<CompiledModule> for Module {
    fn from(module: CompiledModule) -> Self {
        Self::new(module)
    }
}
