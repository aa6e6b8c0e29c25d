//! One instance of a guest, and the calls that the host makes to it.

use heeus_abi::layout::{arena, record};
use heeus_abi::limits::{MAX_BLOCK, MAX_NAME};
use heeus_abi::{Kind, MEMORY, OutcomeRef, RecordRef, Status, export};
use wasmtime::{Global, Memory, Result, Store, TypedFunc, WasmParams, WasmResults};

use super::blame::{Guilty, blame, no_room};
use super::data::{Data, Guest, Room};
use super::fault::logged;
use super::memory::{GuestSlice, block, number, word};
use super::module::Inner;
use super::names::ARGS;
use super::outcome;
use super::reset::Image;
use super::shared::ticks;
use crate::engine::{Call, EngineConfig, LogEntry, ResetCheck, RunReport};
use crate::error::{ErrorKind, Phase};
use crate::state::{HostState, Reader};

/// Fuel where there is no limit.
const ENDLESS: u64 = u64::MAX >> 1;
/// Fuel of a run that no extension sees: far more than a guest needs to find no name.
const UNTOUCHED_FUEL: u64 = 1_000_000;

/// One instance of a guest.
pub(super) struct Instance {
    store: Store<Data>,
    guest: Functions,
    /// Where the block of [`super::names::Pinned`] begins.
    pinned: u32,
    ticks: u64,
    /// Fuel of a call. Without a limit there is enough for centuries, given once.
    fuel: Option<u64>,
    /// Whether there was a run: what `WasmMalloc` gives from then on goes at the reset.
    ran: bool,
}

/// What the host calls outside of imports.
struct Functions {
    memory: Memory,
    init: TypedFunc<(), ()>,
    run: TypedFunc<(u32, u32, u32), u32>,
    malloc: TypedFunc<u32, u32>,
    reset: TypedFunc<(), ()>,
    finish: TypedFunc<(), ()>,
    /// Pointer to the stack in the memory.
    stack: Option<Global>,
}

/// What stopped a guest, when, and what it had logged.
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
    /// Makes an instance, up to the point where its first run may begin.
    ///
    /// # Errors
    /// What stopped it.
    #[cold]
    #[inline(never)]
    pub(super) fn new(module: &Inner, config: &EngineConfig) -> Result<Self, Failed> {
        let mut store = Store::new(&module.engine, Data::new(config.mem_limit, config.trace));
        store.limiter(|data| &mut data.limiter);
        let (ticks, fuel) = (ticks(config.run_time), config.fuel);
        store.set_epoch_deadline(ticks);
        let linked = store
            .set_fuel(fuel.unwrap_or(ENDLESS))
            .and_then(|()| link(module, config, &mut store));
        let guest = match linked {
            Ok(guest) => guest,
            Err(error) => {
                let kind = blame(error, &store, &Guilty::default(), config);
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
        };
        match instance.begin(module) {
            Ok(()) => Ok(instance),
            Err(error) => Err(instance.failed(Phase::Init, error, module, config)),
        }
    }

    /// `WasmInit`, then the block that the host keeps.
    fn begin(&mut self, module: &Inner) -> Result<()> {
        self.enter(export::INIT.name);
        self.guest.init.call(&mut self.store, ())?;
        self.pinned = self.room(module.pinned.bytes())?;
        let names = module.pinned.text();
        self.write(self.pinned.saturating_add(ARGS), names);
        Ok(())
    }

    /// Gives the guest its time and fuel, and notes which function it is in.
    #[inline]
    fn enter(&mut self, function: &'static str) {
        self.store.set_epoch_deadline(self.ticks);
        if let Some(fuel) = self.fuel {
            let fuelled = self.store.set_fuel(fuel);
            debug_assert!(fuelled.is_ok(), "all machines count fuel");
        }
        self.store.data_mut().function = function;
    }

    /// Room that the guest gives for `bytes` bytes.
    fn room(&mut self, bytes: usize) -> Result<u32> {
        let size = u32::try_from(bytes)?;
        let function = export::MALLOC.name;
        let before = std::mem::replace(&mut self.store.data_mut().function, function);
        let addr = self.guest.malloc.call(&mut self.store, size)?;
        self.store.data_mut().function = before;
        match Room::given(addr, size, self.guest.memory.data_size(&self.store))? {
            Some(room) => Ok(room.addr),
            None => Err(no_room(bytes, &self.store).into()),
        }
    }

    /// Writes to a block that the guest gave, all of which was inside of the memory.
    #[inline]
    fn write(&mut self, addr: u32, bytes: &[u8]) {
        let Ok(len) = u32::try_from(bytes.len()) else {
            return;
        };
        let memory = self.guest.memory.data_mut(&mut self.store);
        if let Some(to) = GuestSlice::new(addr, len).get_mut(memory) {
            to.copy_from_slice(bytes);
        }
    }

    /// Runs an extension. Its intents are then pending in `state`.
    ///
    /// # Errors
    /// What stopped it. The instance can be used again unless the error ends it.
    #[inline]
    pub(super) fn invoke(
        &mut self,
        (module, config): (&Inner, &EngineConfig),
        (call, name): (&Call<'_>, Option<u32>),
        (state, reader): (&mut HostState, Reader),
        report: &mut RunReport,
    ) -> Result<(), Failed> {
        self.enter(export::RUN.name);
        let fuel = self.store.get_fuel().unwrap_or(0);
        self.store.data_mut().begin(reader);
        let address = self.call(call, name);
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
            taken = outcome::take(memory, address, (module, call), state, report)
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

    /// Puts name and arguments where the guest finds them, and calls `WasmRun`.
    #[inline]
    fn call(&mut self, call: &Call<'_>, name: Option<u32>) -> Result<u32> {
        let args = match call.args.as_bytes() {
            bytes if bytes.len() < record::EMPTY => RecordRef::empty().as_bytes(),
            bytes => bytes,
        };
        let (name, address) = match name {
            Some(at) if args.len() <= ARGS as usize => {
                (self.pinned.saturating_add(at), self.pinned)
            }
            at => self.more_room(call.name, at, args.len())?,
        };
        self.write(address, args);
        self.ran = true;
        let kind = call.kind.number();
        self.guest.run.call(&mut self.store, (name, kind, address))
    }

    /// Addresses of name and arguments where one of them is not in the pinned block. A name that the manifest does not
    /// have is the guest's to judge.
    #[cold]
    fn more_room(&mut self, name: &str, at: Option<u32>, args: usize) -> Result<(u32, u32)> {
        if args > MAX_BLOCK {
            let what = format!("arguments of {args} bytes: expected at most {MAX_BLOCK}");
            return Err(ErrorKind::Call(what).into());
        }
        if name.is_empty() || name.len() > MAX_NAME || name.contains('\0') {
            let what =
                format!("extension {name:?}: expected a name of 1 to {MAX_NAME} bytes without NUL");
            return Err(ErrorKind::Call(what).into());
        }
        if !self.ran {
            // What is given before the first run would stay for ever.
            self.nameless_run()?;
            self.guest.reset.call(&mut self.store, ())?;
        }
        let name = if let Some(at) = at {
            self.pinned.saturating_add(at)
        } else {
            let bytes = [name.as_bytes(), &[0]].concat();
            let address = self.room(bytes.len())?;
            self.write(address, &bytes);
            address
        };
        let fits = args <= ARGS as usize;
        Ok((name, if fits { self.pinned } else { self.room(args)? }))
    }

    /// A run that no extension sees: by the empty name, which none can have. Returns the address of the result block.
    fn nameless_run(&mut self) -> Result<u32> {
        self.ran = true;
        let args = RecordRef::empty().as_bytes();
        self.write(self.pinned, args);
        // The last byte of the empty record is a zero, and so the empty name.
        let name = self.pinned.saturating_add(number(record::EMPTY - 1));
        let kind = Kind::Command.number();
        self.guest
            .run
            .call(&mut self.store, (name, kind, self.pinned))
    }

    /// Notes what the run used.
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
        let data = self.store.data_mut();
        stats.host_calls = data.counts.host_calls;
        stats.bytes_read = data.counts.bytes_read;
        if !data.refusals.is_empty() {
            report.refusals = std::mem::take(&mut data.refusals);
        }
        if let Some(trace) = &mut data.trace {
            report.calls = std::mem::take(trace);
        }
    }

    #[inline]
    fn reset(&mut self, module: &Inner, config: &EngineConfig) -> Result<ResetCheck, Failed> {
        self.enter(export::RESET.name);
        if let Err(error) = self.guest.reset.call(&mut self.store, ()) {
            return Err(self.failed(Phase::Reset, error, module, config));
        }
        if !config.check_reset || module.report.manifest.statics_persist {
            return Ok(ResetCheck::Off);
        }
        let memory = self.guest.memory.data(&self.store);
        let compared = module
            .reference
            .compare(memory, &module.report, self.pinned);
        compared.map_err(|kind| Failed::new(Phase::Reset, kind))
    }

    /// `WasmFinit`.
    ///
    /// # Errors
    /// What stopped it.
    pub(super) fn finish(mut self, module: &Inner, config: &EngineConfig) -> Result<(), Failed> {
        self.enter(export::FINIT.name);
        let done = self.guest.finish.call(&mut self.store, ());
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
        let guilty = Guilty {
            memory: Some(memory),
            fault,
            stack: module.stack.as_ref().zip(pointer),
        };
        let kind = blame(error, &self.store, &guilty, config);
        // At another time the block tells of a run whose lines are known.
        let logs = fault.filter(|_| phase == Phase::Run);
        let logs = logs.map_or_else(Vec::new, |at| logged(memory, at));
        Failed { phase, kind, logs }
    }

    /// How a guest looks after the reset of a run that no extension saw. `None` where the guest does not refuse the
    /// empty name as the contract wants.
    pub(super) fn untouched(module: &Inner, config: &EngineConfig) -> Option<Image> {
        let mut instance = Self::new(module, config).ok()?;
        instance.fuel = Some(UNTOUCHED_FUEL);
        instance.enter(export::RUN.name);
        let address = instance.nameless_run().ok()?;
        let memory = instance.guest.memory.data(&instance.store);
        let outcome = OutcomeRef::check(block(memory, address, "result block").ok()?).ok()?;
        if address == 0 || outcome.status != Status::UnknownExtension {
            return None;
        }
        instance.guest.reset.call(&mut instance.store, ()).ok()?;
        let memory = instance.guest.memory.data(&instance.store);
        Some(Image::take(memory, &module.report, instance.pinned))
    }
}

/// Makes the instance and looks its functions up.
fn link(module: &Inner, config: &EngineConfig, store: &mut Store<Data>) -> Result<Functions> {
    let instance = module.pre.instantiate(&mut *store)?;
    let memory = instance.get_memory(&mut *store, MEMORY);
    let memory = memory.ok_or_else(|| wasmtime::Error::msg("the module has no memory"))?;
    let functions = Functions {
        memory,
        init: function(&instance, store, export::INIT.name)?,
        run: function(&instance, store, export::RUN.name)?,
        malloc: function(&instance, store, export::MALLOC.name)?,
        reset: function(&instance, store, export::RESET.name)?,
        finish: function(&instance, store, export::FINIT.name)?,
        stack: module
            .stack
            .as_ref()
            .and_then(|stack| instance.get_global(&mut *store, &stack.export)),
    };
    let mut on_read_page = None;
    if config.pages && module.report.capabilities.pages {
        on_read_page = Some(function(&instance, store, export::ON_READ_PAGE.name)?);
    }
    let guest = Guest {
        memory,
        malloc: functions.malloc.clone(),
        on_read: function(&instance, store, export::ON_READ.name)?,
        on_read_page,
    };
    store.data_mut().attach(guest);
    Ok(functions)
}

fn function<P: WasmParams, R: WasmResults>(
    instance: &wasmtime::Instance,
    store: &mut Store<Data>,
    name: &str,
) -> Result<TypedFunc<P, R>> {
    instance.get_typed_func(store, name)
}

/// The most bytes that were in use above the arena's begin.
#[inline]
fn arena_peak(memory: &[u8], block: u32) -> Option<u32> {
    let field = |at: usize| word(memory, block.checked_add(number(at))?);
    let highest = field(arena::POSITION)?.max(field(arena::PEAK)?);
    Some(highest.saturating_sub(field(arena::BASE)?))
}
