//! State that the host functions of a machine share.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use mlua::Lua;

use super::catch::Catch;
use super::declared::Declared;
use super::failure::ApiError;
use super::meter::Meter;
use super::run::Run;

/// The name of the sandbox, as Lua shows it.
pub(super) const SANDBOX_NAME: &str = "[heeus]";

/// State that host functions share.
pub(super) struct Shared {
    /// The script's name.
    pub(super) name: String,
    /// The script's name in Lua's messages.
    pub(super) chunk: String,
    pub(super) meter: Rc<Meter>,
    /// The declarations of the top level; `None` while it does not run.
    pub(super) declared: RefCell<Option<Declared>>,
    pub(super) run: RefCell<Option<Rc<Run>>>,
    /// The script's line that threw last, or 0.
    pub(super) thrown: Cell<u32>,
    /// Runs functions of the script.
    pub(super) catch: OnceCell<Catch>,
}

/// Returns the state that the host functions of this machine share.
pub(super) fn shared(lua: &Lua) -> mlua::Result<Rc<Shared>> {
    let shared = lua.app_data_ref::<Rc<Shared>>();
    let shared = shared.map(|shared| Rc::clone(&shared));
    shared.ok_or_else(|| ApiError::mistake("the machine has no host"))
}

impl Shared {
    /// Returns the current run.
    pub(super) fn run(&self) -> mlua::Result<Rc<Run>> {
        let run = self.run.borrow().clone();
        run.ok_or_else(|| ApiError::mistake("the context is used outside of a run"))
    }

    /// Returns the runner of the script's functions.
    pub(super) fn catch(&self) -> mlua::Result<&Catch> {
        let catch = self.catch.get();
        catch.ok_or_else(|| ApiError::mistake("the sandbox is incomplete"))
    }
}
