//! What the host functions of a machine know.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use mlua::Lua;

use super::catch::Catch;
use super::declared::Declared;
use super::failure::Thrown;
use super::meter::Meter;
use super::run::Run;

/// The name of the sandbox, as Lua shows it.
pub(super) const SANDBOX_NAME: &str = "[heeus]";

/// What host functions know.
pub(super) struct Shared {
    /// The script's name.
    pub(super) name: String,
    /// What Lua calls it.
    pub(super) chunk: String,
    pub(super) meter: Rc<Meter>,
    /// What the top level has declared; `None` where it does not run.
    pub(super) declared: RefCell<Option<Declared>>,
    pub(super) run: RefCell<Option<Rc<Run>>>,
    /// The script's line that threw last, or 0.
    pub(super) thrown: Cell<u32>,
    /// Runs functions of the script.
    pub(super) catch: OnceCell<Catch>,
}

/// What the host functions of this machine know.
pub(super) fn shared(lua: &Lua) -> mlua::Result<Rc<Shared>> {
    let shared = lua.app_data_ref::<Rc<Shared>>();
    let shared = shared.map(|shared| Rc::clone(&shared));
    shared.ok_or_else(|| Thrown::mistake("the machine has no host"))
}

impl Shared {
    /// The current run.
    pub(super) fn run(&self) -> mlua::Result<Rc<Run>> {
        let run = self.run.borrow().clone();
        run.ok_or_else(|| Thrown::mistake("the context is of a run: there is none"))
    }

    /// What runs functions of the script.
    pub(super) fn catch(&self) -> mlua::Result<&Catch> {
        let catch = self.catch.get();
        catch.ok_or_else(|| Thrown::mistake("the sandbox is not whole"))
    }
}
