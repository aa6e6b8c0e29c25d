//! A decorator of the reads of runs, for tests.

use heeus_abi::KeyRef;

use super::error::ReadError;
use crate::storage::{Element, Visit};

/// A decorator of the gets and reads of runs: it answers a call itself, or passes it on. Tests use
/// it to let calls fail, and to show elements that are stored nowhere.
///
/// It meets only calls that the kind may make and that pass no limit.
/// [`HostState::intercept`](super::HostState::intercept) sets it.
pub trait Intercept: Send + Sync {
    /// Begins a run.
    fn begin(&self) {}

    /// Answers a get. `get` looks the element up.
    ///
    /// # Errors
    /// [`ReadError`].
    fn get(
        &self,
        key: &KeyRef<'_>,
        get: &dyn Fn() -> Result<Option<Element>, ReadError>,
    ) -> Result<Option<Element>, ReadError>;

    /// Answers a read. `read` passes the elements to a visitor until that breaks.
    ///
    /// # Errors
    /// [`ReadError`].
    fn read(
        &self,
        key: &KeyRef<'_>,
        visit: &mut Visit<'_>,
        read: &dyn Fn(&mut Visit<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;
}
