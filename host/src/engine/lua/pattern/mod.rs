//! Lua's patterns, matched in steps that are counted, so that a long match can be stopped.

mod class;
mod matcher;
mod plain;
mod replace;

pub(super) use matcher::{Captured, Matcher};
pub(super) use plain::{find, is_plain};
pub(super) use replace::replace_all;

use std::borrow::Cow;

/// Steps between two checks of the limits.
const TURN: usize = 1024;

/// The reason for which a match did not reach its end.
#[derive(Debug)]
pub(super) enum Stop<E> {
    /// The pattern or the replacement is malformed; the text is Lua's.
    Mistake(Cow<'static, str>),
    /// A limit was met.
    Limit(E),
}

impl<E> Stop<E> {
    fn mistake(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Mistake(text.into())
    }
}

/// Counts steps, and checks the limits from time to time.
pub(super) struct Steps<'a, E> {
    taken: usize,
    look: &'a dyn Fn(u64) -> Result<(), E>,
}

impl<'a, E> Steps<'a, E> {
    /// Creates a counter. `look` checks the limits, and gets the number of steps since its last
    /// call.
    pub(super) fn new(look: &'a dyn Fn(u64) -> Result<(), E>) -> Self {
        Self { taken: 0, look }
    }

    fn take(&mut self, steps: usize) -> Result<(), Stop<E>> {
        self.taken += steps;
        if self.taken < TURN {
            return Ok(());
        }
        self.finish()
    }

    /// Reports the steps that are not reported yet.
    ///
    /// # Errors
    /// The limit that was met.
    pub(super) fn finish(&mut self) -> Result<(), Stop<E>> {
        let taken = std::mem::take(&mut self.taken);
        (self.look)(taken as u64).map_err(Stop::Limit)
    }
}
