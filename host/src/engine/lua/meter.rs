//! The resources that a run may use: fuel, time, stack, memory outside of the machine; and the
//! reason for which it ended.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use heeus_abi::export;
use mlua::{HookTriggers, Lua, VmState};

use super::failure::ApiError;
use super::memory::memory;
use crate::engine::EngineConfig;
use crate::error::{ErrorKind, Limit, Limited};

/// Most instructions between two checks of the limits.
const STEP: u32 = 256;
/// Picoseconds that an instruction takes for each byte of the machine's memory, on average in the
/// worst case: comparisons of texts of NULs.
const WORST: u128 = 2_800;
/// Bytes that functions of C read in the time of an instruction, about.
const WALKED: usize = 64;
/// Checks after the end that a script may pass, as coroutines inside of each other do.
const MAX_LATE_CHECKS: u32 = 100;
/// Bytes that each call inside of calls counts for.
const FRAME: usize = 64;

/// The resources that runs of one machine may use, and those that the current run has used.
pub(super) struct Meter {
    fuel_limit: Option<u64>,
    run_time: Duration,
    mem_limit: usize,
    max_stack: usize,
    fuel: Cell<u64>,
    deadline: Cell<Option<Instant>>,
    /// The time that calls outside of the host took, which the deadline contains already.
    waited: Cell<Duration>,
    /// Bytes outside of the machine.
    held: Rc<Cell<usize>>,
    /// Memory that counts until the next run begins.
    kept: RefCell<Vec<MemoryHold>>,
    /// The error that ends the run.
    ended: RefCell<Option<ErrorKind>>,
    /// Instructions between two checks.
    step: Cell<u32>,
    /// Checks since the end.
    late_checks: Cell<u32>,
}

/// Bytes outside of the machine that count for its memory until this is dropped.
#[derive(Debug, Default)]
pub(super) struct MemoryHold {
    of: Rc<Cell<usize>>,
    bytes: usize,
}

impl MemoryHold {
    /// Returns the number of bytes.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for MemoryHold {
    fn drop(&mut self) {
        self.of.set(self.of.get().saturating_sub(self.bytes));
    }
}

impl Meter {
    pub(super) fn new(config: &EngineConfig) -> Self {
        Self {
            fuel_limit: config.fuel,
            run_time: config.run_time,
            mem_limit: memory(config),
            max_stack: config.max_stack,
            fuel: Cell::new(0),
            deadline: Cell::new(None),
            waited: Cell::default(),
            held: Rc::default(),
            kept: RefCell::default(),
            ended: RefCell::new(None),
            step: Cell::new(STEP),
            late_checks: Cell::new(0),
        }
    }

    /// Makes the running coroutine check the limits from now on, and all coroutines that are
    /// created later.
    pub(super) fn watch(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        self.check_every(lua, self.step())
    }

    /// Returns the number of instructions between two checks.
    pub(super) fn step(&self) -> u32 {
        self.step.get()
    }

    /// Makes the running coroutine check the limits after every `step` instructions. Takes none of
    /// its memory.
    fn check_every(self: &Rc<Self>, lua: &Lua, step: u32) -> mlua::Result<()> {
        self.step.set(step);
        let meter = Rc::clone(self);
        let every = HookTriggers::new().every_nth_instruction(step);
        lua.set_global_hook(every, move |lua, _| meter.check_limits(lua, step))
    }

    /// Checks the limits. If one is met, the coroutine yields, and nobody resumes it: an error in a
    /// hook would close the variables of the running function, and no hook is called meanwhile.
    fn check_limits(self: &Rc<Self>, lua: &Lua, step: u32) -> mlua::Result<VmState> {
        if !self.is_ended() {
            self.burn(step.into());
            let _ = self.tick();
        }
        let deepest = self.max_stack / FRAME;
        if !self.is_ended() && lua.inspect_stack(deepest, |_| ()).is_some() {
            let _ = self.limit(Limit::Stack(self.max_stack));
        }
        if !self.is_ended() {
            self.adapt(lua)?;
            return Ok(VmState::Continue);
        }
        self.stop(lua)?;
        self.late_checks.set(self.late_checks.get() + 1);
        if self.late_checks.get() > MAX_LATE_CHECKS {
            // It cannot yield. This never happens, since scripts have no functions of C that call
            // scripts.
            return Err(ApiError::Ended.into());
        }
        Ok(VmState::Yield)
    }

    /// Stops the running coroutine at its next instruction.
    pub(super) fn stop(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        self.check_every(lua, 1)
    }

    /// Checks more often if there is more memory, since an instruction may read all of it.
    fn adapt(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        let (step, wanted) = (self.step(), self.step_for(lua.used_memory()));
        if wanted < step || wanted >= step.saturating_mul(4) {
            self.check_every(lua, wanted)?;
        }
        Ok(())
    }

    /// Adapts after a collection: the memory may have grown since the last check.
    pub(super) fn grown(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        let (step, wanted) = (self.step(), self.step_for(lua.used_memory()));
        if wanted < step {
            // The number of instructions since the last check is not known.
            self.burn(step.into());
            self.check_every(lua, wanted)?;
        }
        Ok(())
    }

    /// Returns the number of instructions that take half of the run time in the worst case.
    fn step_for(&self, memory: usize) -> u32 {
        let worst = (memory as u128).saturating_mul(WORST).max(1);
        let step = (self.run_time.as_nanos() / 2).saturating_mul(1000) / worst;
        let step = u32::try_from(step).unwrap_or(STEP).clamp(1, STEP);
        1 << step.ilog2()
    }

    /// Begins a run.
    pub(super) fn begin(&self) {
        self.fuel.set(0);
        self.deadline.set(Instant::now().checked_add(self.run_time));
        self.waited.take();
        self.ended.take();
        self.kept.take();
    }

    /// Adds to the deadline what calls outside of the host took more than before.
    pub(super) fn waited(&self, all: Duration) {
        let more = all.saturating_sub(self.waited.replace(all));
        let deadline = self.deadline.get();
        self.deadline
            .set(deadline.and_then(|deadline| deadline.checked_add(more)));
    }

    /// Returns the instructions of the run so far.
    pub(super) fn fuel(&self) -> u64 {
        self.fuel.get()
    }

    /// Returns the bytes outside of the machine.
    pub(super) fn held(&self) -> usize {
        self.held.get()
    }

    /// Counts work of the host as instructions.
    pub(super) fn burn(&self, fuel: u64) {
        self.fuel.set(self.fuel.get().saturating_add(fuel));
    }

    /// Counts bytes that a function of C reads, and checks the limits.
    ///
    /// # Errors
    /// The end of the run.
    pub(super) fn walk(&self, bytes: usize) -> mlua::Result<()> {
        self.burn((bytes / WALKED) as u64);
        self.tick()
    }

    /// Checks fuel and time, and whether the run has ended.
    ///
    /// # Errors
    /// The end of the run.
    pub(super) fn tick(&self) -> mlua::Result<()> {
        if self.is_ended() {
            return Err(ApiError::Ended.into());
        }
        match (self.fuel_limit, self.deadline.get()) {
            (Some(limit), _) if self.fuel.get() > limit => Err(self.limit(Limit::Fuel(limit))),
            (_, Some(deadline)) if Instant::now() > deadline => {
                Err(self.limit(Limit::Time(self.run_time)))
            }
            _ => Ok(()),
        }
    }

    /// Counts bytes outside of the machine as its memory.
    ///
    /// # Errors
    /// The end of the run, if the bytes are too many.
    pub(super) fn hold(&self, lua: &Lua, bytes: usize) -> mlua::Result<MemoryHold> {
        let sum = |held: usize| held.saturating_add(bytes);
        let too_many = || sum(self.held.get()).saturating_add(lua.used_memory()) > self.mem_limit;
        if too_many() {
            self.tick()?;
            // Elements that nothing refers to any more still exist.
            lua.gc_collect()?;
            if too_many() {
                return Err(self.out_of_memory(sum(self.held.get()) + lua.used_memory()));
            }
        }
        self.held.set(sum(self.held.get()));
        let of = Rc::clone(&self.held);
        Ok(MemoryHold { of, bytes })
    }

    /// Counts `bytes` more bytes in `held`.
    ///
    /// # Errors
    /// As [`hold`](Self::hold).
    pub(super) fn grow(&self, lua: &Lua, held: &mut MemoryHold, bytes: usize) -> mlua::Result<()> {
        let mut more = self.hold(lua, bytes)?;
        more.bytes += std::mem::take(&mut held.bytes);
        *held = more;
        Ok(())
    }

    /// Counts bytes until the next run begins: for values that a script can keep, and whose end
    /// nobody reports.
    ///
    /// # Errors
    /// As [`hold`](Self::hold).
    pub(super) fn keep(&self, lua: &Lua, bytes: usize) -> mlua::Result<()> {
        let held = self.hold(lua, bytes.saturating_add(size_of::<MemoryHold>()))?;
        self.kept.borrow_mut().push(held);
        Ok(())
    }

    /// Ends the run at the memory limit.
    pub(super) fn out_of_memory(&self, wanted: usize) -> mlua::Error {
        let bytes = self.mem_limit;
        let wanted = wanted.max(bytes.saturating_add(1));
        self.limit(Limit::Memory { bytes, wanted })
    }

    /// Ends the run at the stack limit.
    pub(super) fn out_of_stack(&self) -> mlua::Error {
        self.limit(Limit::Stack(self.max_stack))
    }

    fn limit(&self, limit: Limit) -> mlua::Error {
        self.end(ErrorKind::Limit(Limited {
            limit,
            function: export::RUN.name,
            fault: None,
        }))
    }

    /// Ends the run; only the first error counts.
    pub(super) fn end(&self, why: ErrorKind) -> mlua::Error {
        self.ended.borrow_mut().get_or_insert(why);
        ApiError::Ended.into()
    }

    pub(super) fn is_ended(&self) -> bool {
        self.ended.borrow().is_some()
    }

    /// Takes the error that ended the run.
    pub(super) fn take_ended(&self) -> Option<ErrorKind> {
        self.ended.take()
    }
}
