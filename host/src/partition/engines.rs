//! The engines of a package, and the runs of extensions on them.

use std::sync::Arc;
use std::time::Instant;

use heeus_abi::RecordRef;

use super::deployed::{Deployed, ExtensionInstance};
use crate::engine::spans::{self, Place};
use crate::engine::{Call, Engine, EngineKind, ExtEngineFactory, RunReport, invoke_traced};
use crate::error::{Error, ErrorKind, Phase};
use crate::metrics::{EngineMetrics, Metrics};
use crate::state::{Applied, Commit, HostState, RunInputs, StateError};

/// The engines of one package on one thread: one for each kind that it has a module for.
pub(super) struct Engines {
    made: [Option<EngineSlot>; EngineKind::ALL.len()],
}

/// An engine, and the number of its instances that are counted already.
struct EngineSlot {
    engine: Box<dyn Engine>,
    instances: u64,
    /// Set when the package is deployed.
    metrics: Option<Arc<EngineMetrics>>,
}

/// Creates engines and counts their work.
pub(super) struct EngineMaker {
    pub(super) factory: ExtEngineFactory,
    pub(super) metrics: Metrics,
}

impl Engines {
    /// Creates the engines of a package. [`count_in`](Self::count_in) counts them after the package
    /// is deployed.
    ///
    /// # Errors
    /// The error of the first engine that cannot be created.
    pub(super) fn make(package: &Deployed, maker: &EngineMaker) -> Result<Self, Error> {
        let mut engines = Self {
            made: [const { None }; EngineKind::ALL.len()],
        };
        for module in &package.modules {
            let span = spans::deploy(&package.name, module.kind()).entered();
            let engine = maker.factory.make(module);
            spans::note(&span, engine.as_ref().err().map(Error::class));
            let engine = match engine {
                Ok(engine) => engine,
                Err(error) => {
                    // The other engines have begun already; errors at their end do not matter here.
                    engines.finish();
                    return Err(error);
                }
            };
            let engine = EngineSlot {
                engine,
                instances: 0,
                metrics: None,
            };
            if let Some(place) = engines.made.get_mut(module.kind() as usize) {
                *place = Some(engine);
            }
        }
        Ok(engines)
    }

    /// Counts the instances that the engines have created and will create.
    pub(super) fn count_in(&mut self, package: &Deployed, metrics: &Metrics) {
        for module in &package.modules {
            if let Some(Some(made)) = self.made.get_mut(module.kind() as usize) {
                made.metrics = Some(metrics.engine(&package.name, module.kind()));
                made.count();
            }
        }
    }

    /// Ends all engines.
    pub(super) fn finish(self) -> Vec<Error> {
        let made = self.made.into_iter().flatten();
        made.filter_map(|mut made| made.engine.finish().err())
            .collect()
    }
}

impl EngineSlot {
    /// Counts the instances created since the last count.
    fn count(&mut self) {
        let made = self.engine.instances_made();
        if let Some(metrics) = self.metrics.as_ref().filter(|_| made != self.instances) {
            metrics.instances_made(made - self.instances);
            self.instances = made;
        }
    }
}

impl ExtensionInstance {
    /// Runs the extension on the engine of its package. `offset` is the offset of the event that
    /// the run is about, if there is one.
    pub(super) fn invoke(
        &self,
        engines: &mut Engines,
        state: &mut HostState,
        (args, inputs): (RecordRef<'_>, &RunInputs),
        offset: Option<i64>,
    ) -> RunReport {
        let made = engines.made.get_mut(self.engine as usize);
        let Some(Some(made)) = made else {
            return RunReport {
                result: Err(Box::new(self.no_engine())),
                ..RunReport::default()
            };
        };
        let (place, call) = (self.place(state, offset), self.call(args));
        let call = call.with_inputs(inputs);
        let start = Instant::now();
        let report = invoke_traced(&mut *made.engine, &place, state, &call);
        self.count(&report, start.elapsed());
        made.count();
        spans::lines(&place, &call, &report.logs);
        report
    }

    /// Applies the intents of its run, and the additions of `commit`.
    ///
    /// # Errors
    /// As [`HostState::commit`].
    pub(super) fn apply(
        &self,
        state: &mut HostState,
        commit: &Commit<'_>,
        offset: Option<i64>,
    ) -> Result<Applied, StateError> {
        let span =
            spans::apply(&self.place(state, offset), &self.call(RecordRef::empty())).entered();
        let applied = state.commit(commit);
        let class = |error: &StateError| ErrorKind::State(error.clone()).class();
        spans::note(&span, applied.as_ref().err().map(class));
        applied
    }

    fn place(&self, state: &HostState, offset: Option<i64>) -> Place<'_> {
        Place {
            package: self.package(),
            engine: self.engine,
            workspace: state.workspace().unwrap_or_default(),
            offset,
        }
    }

    fn call<'a>(&'a self, args: RecordRef<'a>) -> Call<'a> {
        Call::new(&self.name, self.ext_kind, args)
    }

    #[cold]
    fn no_engine(&self) -> Error {
        Error {
            module: self.qname.clone(),
            extension: Some(self.name.clone()),
            phase: Phase::Run,
            kind: ErrorKind::Call(format!("there is no {} engine", self.engine)),
        }
    }
}
