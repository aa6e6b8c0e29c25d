//! What a run may use: fuel, time, stack, memory outside of the machine; and why it ended.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use heeus_abi::export;
use mlua::{HookTriggers, Lua, VmState, WeakLua};

use super::failure::Thrown;
use crate::engine::EngineConfig;
use crate::error::{ErrorKind, Limit, Limited};

/// Instructions between two looks at the limits.
const STEP: u32 = 256;
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
    /// The machine that looks at the limits.
    watched: RefCell<Option<WeakLua>>,
    /// Whether it looks at each instruction.
    at_each: Cell<bool>,
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
            watched: RefCell::default(),
            at_each: Cell::new(false),
        }
    }

    /// Has the machine look at the limits from now on.
    pub(super) fn watch(self: &Rc<Self>, lua: &Lua) -> mlua::Result<()> {
        *self.watched.borrow_mut() = Some(lua.weak());
        self.look(lua, STEP)
    }

    /// Has the machine look at the limits after so many instructions, over and over. Takes none of its memory.
    fn look(self: &Rc<Self>, lua: &Lua, step: u32) -> mlua::Result<()> {
        let meter = Rc::clone(self);
        let every = HookTriggers::new().every_nth_instruction(step);
        lua.set_global_hook(every, move |lua, _| {
            if !meter.is_ended() {
                meter.burn(step.into());
            }
            meter.tick()?;
            let deepest = meter.max_stack / FRAME;
            if lua.inspect_stack(deepest, |_| ()).is_some() {
                return Err(meter.limit(Limit::Stack(meter.max_stack)));
            }
            Ok(VmState::Continue)
        })
    }

    /// Begins a run.
    pub(super) fn begin(self: &Rc<Self>) {
        if self.at_each.take() {
            self.watch_each(STEP);
        }
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

    /// Looks at fuel and time, and whether the run has ended.
    ///
    /// # Errors
    /// What ends the run.
    pub(super) fn tick(self: &Rc<Self>) -> mlua::Result<()> {
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
    pub(super) fn hold(self: &Rc<Self>, lua: &Lua, bytes: usize) -> mlua::Result<Held> {
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
    pub(super) fn grow(
        self: &Rc<Self>,
        lua: &Lua,
        held: &mut Held,
        bytes: usize,
    ) -> mlua::Result<()> {
        let mut more = self.hold(lua, bytes)?;
        more.bytes += std::mem::take(&mut held.bytes);
        *held = more;
        Ok(())
    }

    /// The same, until the next run begins: for what a script can keep without anyone being told when it lets go.
    ///
    /// # Errors
    /// As [`hold`](Self::hold).
    pub(super) fn keep(self: &Rc<Self>, lua: &Lua, bytes: usize) -> mlua::Result<()> {
        let held = self.hold(lua, bytes.saturating_add(size_of::<Held>()))?;
        self.kept.borrow_mut().push(held);
        Ok(())
    }

    /// Ends the run for its memory.
    pub(super) fn out_of_memory(self: &Rc<Self>, wanted: usize) -> mlua::Error {
        let bytes = self.mem_limit;
        let wanted = wanted.max(bytes.saturating_add(1));
        self.limit(Limit::Memory { bytes, wanted })
    }

    /// Ends the run for its stack.
    pub(super) fn out_of_stack(self: &Rc<Self>) -> mlua::Error {
        self.limit(Limit::Stack(self.max_stack))
    }

    fn limit(self: &Rc<Self>, limit: Limit) -> mlua::Error {
        self.end(ErrorKind::Limit(Limited {
            limit,
            function: export::RUN.name,
            fault: None,
        }))
    }

    /// Ends the run, the first time for good. Handlers of `<close>` still wait: none of them gets to its first instruction.
    pub(super) fn end(self: &Rc<Self>, why: ErrorKind) -> mlua::Error {
        self.ended.borrow_mut().get_or_insert(why);
        if !self.at_each.replace(true) {
            self.watch_each(1);
        }
        Thrown::Ended.into()
    }

    fn watch_each(self: &Rc<Self>, step: u32) {
        let lua = self
            .watched
            .borrow()
            .as_ref()
            .and_then(WeakLua::try_upgrade);
        if let Some(lua) = lua {
            // Where it fails the hook stays as it was, and the run ends as it would have.
            let _ = self.look(&lua, step);
        }
    }

    pub(super) fn is_ended(&self) -> bool {
        self.ended.borrow().is_some()
    }

    /// Why the run ended.
    pub(super) fn take_ended(&self) -> Option<ErrorKind> {
        self.ended.take()
    }
}
