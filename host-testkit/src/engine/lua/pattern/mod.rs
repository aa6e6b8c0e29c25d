//! Lua's patterns, matched in steps that are counted, so that a long match can be stopped.

mod class;
mod matcher;
mod plain;
mod replace;

pub(super) use matcher::{Captured, Matcher};
pub(super) use plain::{find, is_plain};
pub(super) use replace::replace_all;

use std::borrow::Cow;

/// Steps between two looks at the limits.
const TURN: usize = 1024;

/// The reason why a match did not come to its end.
#[derive(Debug)]
pub(super) enum Stop<E> {
    /// The pattern or the replacement is wrong; the text is Lua's.
    Mistake(Cow<'static, str>),
    /// The limits said so.
    Limit(E),
}

impl<E> Stop<E> {
    fn mistake(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Mistake(text.into())
    }
}

/// Counts steps, and asks from time to time whether there may be more.
pub(super) struct Steps<'a, E> {
    taken: usize,
    look: &'a dyn Fn(u64) -> Result<(), E>,
}

impl<'a, E> Steps<'a, E> {
    /// `look` is told how many steps there were since it was asked last.
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

    /// Tells the steps that are left to tell.
    ///
    /// # Errors
    /// What the limits say.
    pub(super) fn finish(&mut self) -> Result<(), Stop<E>> {
        let taken = std::mem::take(&mut self.taken);
        (self.look)(taken as u64).map_err(Stop::Limit)
    }
}
