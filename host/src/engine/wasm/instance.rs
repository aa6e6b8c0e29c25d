//! One instance of a guest, and the calls that the host makes to it.

use heeus_abi::layout::arena;
use heeus_abi::{OutcomeRef, Status, export};
use wasmtime::{Result, Store};

use super::data::{StoreData, breach};
use super::fault::logged;
use super::inside::Inside;
use super::link::{Functions, link};
use super::memory::{block, number, word};
use super::module::Inner;
use super::names::ARGS;
use super::outcome;
use super::reset::{Image, Layout};
use super::shared::ticks;
use super::stack::Stack;
use super::trap::{TrapSite, explain};
use crate::engine::{Call, EngineConfig, LogEntry, ResetCheck, RunReport};
use crate::error::{ErrorKind, Phase};
use crate::state::{HostState, Reader};

/// Fuel of a call without a limit.
const ENDLESS: u64 = u64::MAX >> 1;
/// Fuel of a run that no extension sees: far more than a guest needs to look up a name in vain.
const UNTOUCHED_FUEL: u64 = 1_000_000;

/// One instance of a guest.
pub(super) struct Instance {
    pub(super) store: Store<StoreData>,
    pub(super) guest: Functions,
    /// Address of the block of [`super::names::Pinned`].
    pub(super) pinned: u32,
    pub(super) ticks: u64,
    /// Fuel of a call. Without a limit the guest gets fuel for centuries, once.
    pub(super) fuel: Option<u64>,
    /// True after the first run: from then on, a reset releases the blocks that `WasmMalloc` gives.
    pub(super) ran: bool,
    /// True if resets are checked.
    checked: bool,
}

/// The error that stopped a guest, its phase, and the guest's log lines.
pub(super) struct Failed {
    pub(super) phase: Phase,
    pub(super) kind: ErrorKind,
    pub(super) logs: Vec<LogEntry>,
}

impl Failed {
    fn new(phase: Phase, kind: ErrorKind) -> Self {
        Self {
            phase,
            kind,
            logs: Vec::new(),
        }
    }
}

impl Instance {
    /// Creates an instance and prepares it for its first run.
    ///
    /// # Errors
    /// The error that stopped it.
    #[cold]
    #[inline(never)]
    pub(super) fn new(module: &Inner, config: &EngineConfig) -> Result<Self, Failed> {
        let mut store = Store::new(&module.engine, StoreData::new(config));
        store.limiter(|data| &mut data.limiter);
        let (ticks, fuel) = (ticks(config.run_time), config.fuel);
        store.set_epoch_deadline(ticks);
        store.epoch_deadline_callback(|mut store| Ok(store.data_mut().at_deadline()));
        let linked = store
            .set_fuel(fuel.unwrap_or(ENDLESS))
            .and_then(|()| link(module, config, &mut store));
        let guest = match linked {
            Ok(guest) => guest,
            Err(error) => {
                let kind = explain(error, &store, &TrapSite::default(), config);
                return Err(Failed::new(Phase::Init, kind));
            }
        };
        let mut instance = Self {
            store,
            guest,
            pinned: 0,
            ticks,
            fuel,
            ran: false,
            checked: config.check_reset && !module.report.manifest.statics_persist,
        };
        match instance.begin(module) {
            Ok(()) => Ok(instance),
            Err(error) => Err(instance.failed(Phase::Init, error, module, config)),
        }
    }

    /// Calls `WasmInit`, then gets the block that the host keeps.
    fn begin(&mut self, module: &Inner) -> Result<()> {
        self.grant();
        self.enter(Inside::Init, |guest| &guest.init, ())?;
        self.pinned = self.room(module.pinned.bytes())?;
        let names = module.pinned.text();
        self.write(self.pinned.saturating_add(ARGS), names);
        if self.checked {
            self.guest.held.note(&mut self.store);
        }
        Ok(())
    }

    /// Runs an extension. Its intents are then pending in `state`.
    ///
    /// # Errors
    /// The error that stopped it. The instance can be used again unless the error ends it.
    #[inline]
    pub(super) fn invoke(
        &mut self,
        (module, config): (&Inner, &EngineConfig),
        (call, name): (&Call<'_>, Option<u32>),
        (state, reader): (&mut HostState, Reader),
        report: &mut RunReport,
    ) -> Result<(), Failed> {
        self.grant();
        let fuel = self.store.get_fuel().unwrap_or(0);
        self.store.data_mut().begin(reader);
        let address = self.call(call, name);
        self.store.data_mut().end();
        if let Some(reader) = self.store.data_mut().reader.take() {
            state.take_back(reader);
        }
        self.measure(module, fuel, report);
        let address = match address {
            Ok(address) => address,
            Err(error) => return Err(self.failed(Phase::Run, error, module, config)),
        };
        let mut taken = Ok(());
        if address != 0 {
            let memory = self.guest.memory.data(&self.store);
            taken = outcome::take(memory, address, (module, call, &config.kept), state, report)
                .map_err(|kind| Failed::new(Phase::Run, kind));
            if taken
                .as_ref()
                .is_err_and(|failed| failed.kind.ends_instance())
            {
                return taken;
            }
        }
        report.stats.reset = self.reset(module, config)?;
        taken
    }

    /// Writes the resources that the run used into its report.
    #[inline]
    fn measure(&mut self, module: &Inner, fuel: u64, report: &mut RunReport) {
        let stats = &mut report.stats;
        stats.fuel = fuel.saturating_sub(self.store.get_fuel().unwrap_or(0));
        let memory = self.guest.memory.data(&self.store);
        stats.memory_bytes = memory.len();
        stats.arena_bytes = module
            .report
            .capabilities
            .arena
            .and_then(|at| arena_peak(memory, at));
        self.store.data_mut().session.report(report);
    }

    #[inline]
    fn reset(&mut self, module: &Inner, config: &EngineConfig) -> Result<ResetCheck, Failed> {
        self.grant();
        if let Err(error) = self.enter(Inside::Reset, |guest| &guest.reset, ()) {
            return Err(self.failed(Phase::Reset, error, module, config));
        }
        if !self.checked {
            return Ok(ResetCheck::Off);
        }
        let broken = |kind| Failed::new(Phase::Reset, kind);
        if let Some(what) = self.guest.held.changed(&mut self.store) {
            let what = format!("{what} (ABI.md, section 2)");
            return Err(broken(breach(export::RESET.name, what)));
        }
        let numbers = self.guest.held.numbers(&mut self.store);
        let layout = self.layout(module);
        let memory = self.guest.memory.data_mut(&mut self.store);
        let compared = module.reference.compare(memory, &numbers, &layout);
        let check = compared.map_err(broken)?;
        // A dropped segment never comes back, and nothing shows that it was dropped.
        let check = if module.watched.drops {
            ResetCheck::Unknown
        } else {
            check
        };
        Ok(check)
    }

    /// Returns the known parts of the memory.
    fn layout<'m>(&self, module: &'m Inner) -> Layout<'m> {
        let stack = module.stack.as_ref().map(Stack::range);
        let end = |bytes: usize| self.pinned.saturating_add(number(bytes));
        Layout {
            report: &module.report,
            hidden_stack: stack.is_none() && module.watched.pointer,
            stack,
            pinned: self.pinned..end(module.pinned.bytes()),
            args: self.pinned..end(ARGS as usize),
        }
    }

    /// Calls `WasmFinit`.
    ///
    /// # Errors
    /// The error that stopped it.
    pub(super) fn finish(mut self, module: &Inner, config: &EngineConfig) -> Result<(), Failed> {
        self.grant();
        let done = self.enter(Inside::Finish, |guest| &guest.finish, ());
        done.map_err(|error| self.failed(Phase::Finish, error, module, config))
    }

    #[cold]
    fn failed(
        &mut self,
        phase: Phase,
        error: wasmtime::Error,
        module: &Inner,
        config: &EngineConfig,
    ) -> Failed {
        let pointer = self.guest.stack.map(|stack| stack.get(&mut self.store));
        let pointer = pointer
            .and_then(|value| value.i32())
            .map(i32::cast_unsigned);
        let memory = self.guest.memory.data(&self.store);
        let fault = module.report.capabilities.fault;
        let site = TrapSite {
            memory: Some(memory),
            fault,
            stack: module.stack.as_ref().zip(pointer),
        };
        let kind = explain(error, &self.store, &site, config);
        // In other phases the block is about a run whose lines are already known.
        let logs = fault.filter(|_| phase == Phase::Run);
        let logs = logs.map_or_else(Vec::new, |at| logged(memory, at, &config.kept));
        Failed { phase, kind, logs }
    }

    /// Returns the image of a guest after the reset of a run that no extension saw. `None` if the
    /// guest does not refuse the empty name as the contract requires.
    pub(super) fn untouched(module: &Inner, config: &EngineConfig) -> Option<Image> {
        let mut instance = Self::new(module, config).ok()?;
        instance.fuel = Some(UNTOUCHED_FUEL);
        instance.grant();
        let address = instance.nameless_run().ok()?;
        let memory = instance.guest.memory.data(&instance.store);
        let outcome = OutcomeRef::check(block(memory, address, "result block").ok()?).ok()?;
        if address == 0 || outcome.status != Status::UnknownExtension {
            return None;
        }
        let reset = instance.enter(Inside::Reset, |guest| &guest.reset, ());
        reset.ok()?;
        let numbers = instance.guest.held.numbers(&mut instance.store);
        let memory = instance.guest.memory.data(&instance.store);
        Some(Image::take(memory, numbers, &instance.layout(module)))
    }
}

/// Returns the most bytes that were in use above the arena's beginning.
#[inline]
fn arena_peak(memory: &[u8], block: u32) -> Option<u32> {
    let field = |at: usize| word(memory, block.checked_add(number(at))?);
    let highest = field(arena::POSITION)?.max(field(arena::PEAK)?);
    Some(highest.saturating_sub(field(arena::BASE)?))
}
