//! What a run may use: fuel, time, stack, memory outside of the machine; and why it ended.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use heeus_abi::export;
use mlua::{HookTriggers, Lua, VmState};

use super::failure::Thrown;
use crate::engine::EngineConfig;
use crate::error::{ErrorKind, Limit, Limited};

/// Instructions between two looks at the limits, at most.
const STEP: u32 = 256;
/// Picoseconds that an instruction takes for each byte of the machine's memory, on average and at
/// worst: texts of NULs that are compared.
const WORST: u128 = 2_800;
/// Bytes that functions of C walk in the time of an instruction, about.
const WALKED: usize = 64;
/// Looks after the end that a script may pass, as coroutines inside of each other do.
const LOOKS: u32 = 100;
/// Bytes that count for a call inside of calls.
const FRAME: usize = 64;

/// What runs of one machine may use, and what the current one has used.
pub(super) struct Meter {
    fuel_limit: Option<u64>,
    run_time: Duration,
    mem_limit: usize,
    max_stack: usize,
    fuel: Cell<u64>,
    deadline: Cell<Option<Instant>>,
    /// Bytes outside of the machine.
    held: Rc<Cell<usize>>,
    /// What counts until the next run begins.
    kept: RefCell<Vec<Held>>,
    /// Why the run ends.
    ended: RefCell<Option<ErrorKind>>,
    /// Instructions between two looks.
    step: Cell<u32>,
    /// Looks since the end.
    looks: Cell<u32>,
}

/// Bytes outside of the machine that count for its memory until this is dropped.
#[derive(Debug, Default)]
pub(super) struct Held {
    of: Rc<Cell<usize>>,
    bytes: usize,
}

impl Held {
    /// How many they are.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.of.set(self.of.get().saturating_sub(self.bytes));
    }
}

impl Meter {
    pub(super) fn new(config: &EngineConfig) -> Self {
        Self {
            fuel_limit: config.fuel,
            run_time: config.run_time,
            mem_limit: config.mem_limit,
            max_stack: config.max_stack,
            fuel: Cell::new(0),
            deadline: Cell::new(None),
            held: Rc::default(),
            kept: RefCell::default(),
            ended: RefCell::new(None),
            step: Cell::new(STEP),
            looks: Cell::new(0),
        }
    }

    /// Has the coroutine that runs look at the limits from now on, and those that are made later.
    pub(super) fn watch(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        self.look(lua, self.step())
    }

    /// Instructions between two looks.
    pub(super) fn step(&self) -> u32 {
        self.step.get()
    }

    /// Has the coroutine that runs look at the limits after so many instructions, over and over.
    /// Takes none of its memory.
    fn look(self: &Rc<Self>, lua: &Lua, step: u32) -> mlua::Result<()> {
        self.step.set(step);
        let meter = Rc::clone(self);
        let every = HookTriggers::new().every_nth_instruction(step);
        lua.set_global_hook(every, move |lua, _| meter.looked(lua, step))
    }

    /// Looks at the limits. Where one is met the coroutine yields, and nobody resumes it: an
    /// error in a hook would close the variables of the function that runs where no hook is
    /// called.
    fn looked(self: &Rc<Self>, lua: &Lua, step: u32) -> mlua::Result<VmState> {
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
        self.looks.set(self.looks.get() + 1);
        if self.looks.get() > LOOKS {
            // It cannot yield: functions of C that call scripts are kept from them, so that this
            // is never met.
            return Err(Thrown::Ended.into());
        }
        Ok(VmState::Yield)
    }

    /// Has the coroutine that runs stop at its next instruction.
    pub(super) fn stop(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        self.look(lua, 1)
    }

    /// Looks more often the more memory there is, since an instruction may walk all of it.
    fn adapt(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        let (step, wanted) = (self.step(), self.step_for(lua.used_memory()));
        if wanted < step || wanted >= step.saturating_mul(4) {
            self.look(lua, wanted)?;
        }
        Ok(())
    }

    /// The collector has been around: the memory may have grown since the last look.
    pub(super) fn grown(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        let (step, wanted) = (self.step(), self.step_for(lua.used_memory()));
        if wanted < step {
            // The instructions since the last look are not known.
            self.burn(step.into());
            self.look(lua, wanted)?;
        }
        Ok(())
    }

    /// Instructions that take half of the run time at worst.
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
        self.ended.take();
        self.kept.take();
    }

    /// Instructions of the run so far.
    pub(super) fn fuel(&self) -> u64 {
        self.fuel.get()
    }

    /// Bytes outside of the machine.
    pub(super) fn held(&self) -> usize {
        self.held.get()
    }

    /// Counts work of the host as instructions.
    pub(super) fn burn(&self, fuel: u64) {
        self.fuel.set(self.fuel.get().saturating_add(fuel));
    }

    /// Counts bytes that a function of C walks, and looks at the limits.
    ///
    /// # Errors
    /// What ends the run.
    pub(super) fn walk(&self, bytes: usize) -> mlua::Result<()> {
        self.burn((bytes / WALKED) as u64);
        self.tick()
    }

    /// Looks at fuel and time, and whether the run has ended.
    ///
    /// # Errors
    /// What ends the run.
    pub(super) fn tick(&self) -> mlua::Result<()> {
        if self.is_ended() {
            return Err(Thrown::Ended.into());
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
    /// What ends the run where they are too many.
    pub(super) fn hold(&self, lua: &Lua, bytes: usize) -> mlua::Result<Held> {
        let sum = |held: usize| held.saturating_add(bytes);
        let too_many = || sum(self.held.get()).saturating_add(lua.used_memory()) > self.mem_limit;
        if too_many() {
            self.tick()?;
            // Elements that nobody names any more are still there.
            lua.gc_collect()?;
            if too_many() {
                return Err(self.out_of_memory(sum(self.held.get()) + lua.used_memory()));
            }
        }
        self.held.set(sum(self.held.get()));
        let of = Rc::clone(&self.held);
        Ok(Held { of, bytes })
    }

    /// Counts so many bytes more.
    ///
    /// # Errors
    /// As [`hold`](Self::hold).
    pub(super) fn grow(&self, lua: &Lua, held: &mut Held, bytes: usize) -> mlua::Result<()> {
        let mut more = self.hold(lua, bytes)?;
        more.bytes += std::mem::take(&mut held.bytes);
        *held = more;
        Ok(())
    }

    /// The same, until the next run begins: for what a script can keep without anyone being told
    /// when it lets go.
    ///
    /// # Errors
    /// As [`hold`](Self::hold).
    pub(super) fn keep(&self, lua: &Lua, bytes: usize) -> mlua::Result<()> {
        let held = self.hold(lua, bytes.saturating_add(size_of::<Held>()))?;
        self.kept.borrow_mut().push(held);
        Ok(())
    }

    /// Ends the run for its memory.
    pub(super) fn out_of_memory(&self, wanted: usize) -> mlua::Error {
        let bytes = self.mem_limit;
        let wanted = wanted.max(bytes.saturating_add(1));
        self.limit(Limit::Memory { bytes, wanted })
    }

    /// Ends the run for its stack.
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

    /// Ends the run, the first time for good.
    pub(super) fn end(&self, why: ErrorKind) -> mlua::Error {
        self.ended.borrow_mut().get_or_insert(why);
        Thrown::Ended.into()
    }

    pub(super) fn is_ended(&self) -> bool {
        self.ended.borrow().is_some()
    }

    /// Why the run ended.
    pub(super) fn take_ended(&self) -> Option<ErrorKind> {
        self.ended.take()
    }
}
