//! A module, checked and compiled once for all its instances.

use std::sync::Arc;

use heeus_abi::{IMPORT_MODULE, import};
use wasmparser::{Parser, Payload};
use wasmtime::{InstancePre, Linker, Module};

use super::data::StoreData;
use super::gate::{GateReport, gate_within};
use super::get::get_elem;
use super::names::Pinned;
use super::read::read_elems;
use super::reset::Reference;
use super::shared::{self, Traits};
use super::stack::Stack;
use super::watch::Watched;
use crate::engine::EngineConfig;
use crate::error::{Error, ErrorKind, Phase};

/// A compiled module that passed the gate. Cheap to clone: engines share it.
#[derive(Clone)]
pub struct CompiledModule {
    inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) name: String,
    pub(super) report: GateReport,
    pub(super) pinned: Pinned,
    pub(super) pre: InstancePre<StoreData>,
    pub(super) engine: wasmtime::Engine,
    pub(super) max_stack: usize,
    /// The stack in the guest's memory, if there is one.
    pub(super) stack: Option<Stack>,
    pub(super) watched: Watched,
    pub(super) reference: Reference,
}

impl CompiledModule {
    /// Checks and compiles a module. `name` is its name in errors. Of `config` only `mem_limit`,
    /// `module`, `max_stack` and `inlining` matter here.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] with all findings about the module; [`ErrorKind::Link`] if it cannot be
    /// compiled.
    pub fn new(name: &str, bytes: &[u8], config: &EngineConfig) -> Result<Self, Error> {
        let error = |phase, kind| Error {
            module: name.to_owned(),
            extension: None,
            phase,
            kind,
        };
        let report = gate_within(bytes, config.mem_limit, &config.module)
            .map_err(|refused| error(Phase::Load, refused.kind))?;
        let refused = |cause: String| error(Phase::Load, ErrorKind::Link(cause));
        let found = Stack::find(bytes, &report);
        let pointer = found.as_ref().map(|(index, _)| *index);
        let (watched, visible, export) =
            Watched::find(bytes, pointer).map_err(|cause| refused(cause.to_string()))?;
        let inlining = config.inlining && report.cost_inlined <= config.module.cost;
        let compiled = compile(&visible, inlining, config);
        let (engine, pre) = compiled.map_err(|cause| refused(format!("{cause:#}")))?;
        let stack = found.zip(export);
        Ok(Self {
            inner: Arc::new(Inner {
                name: name.to_owned(),
                pinned: Pinned::new(&report.manifest),
                report,
                pre,
                engine,
                max_stack: config.max_stack,
                stack: stack.map(|((_, range), export)| Stack::new(export, range)),
                watched,
                reference: Reference::default(),
            }),
        })
    }

    /// Returns the module's name in errors.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Returns the gate's report.
    pub fn report(&self) -> &GateReport {
        &self.inner.report
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl std::fmt::Debug for CompiledModule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("CompiledModule").field(&self.name()).finish()
    }
}

fn compile(
    bytes: &[u8],
    inlining: bool,
    config: &EngineConfig,
) -> wasmtime::Result<(wasmtime::Engine, InstancePre<StoreData>)> {
    let traits = Traits {
        max_stack: config.max_stack,
        inlining: inlining && !has_names(bytes),
    };
    let engine = shared::engine(traits)?;
    let module = Module::from_binary(&engine, bytes)?;
    let mut linker = Linker::new(&engine);
    linker.func_wrap(IMPORT_MODULE, import::GET_ELEM.name, get_elem)?;
    linker.func_wrap(IMPORT_MODULE, import::READ_ELEMS.name, read_elems)?;
    let pre = linker.instantiate_pre(&module)?;
    Ok((engine, pre))
}

/// Returns whether functions have names. The backtrace of a trap shows them; without them inlining
/// costs the backtrace nothing.
fn has_names(bytes: &[u8]) -> bool {
    Parser::new(0)
        .parse_all(bytes)
        .any(|part| matches!(part, Ok(Payload::CustomSection(section)) if section.name() == "name"))
}
