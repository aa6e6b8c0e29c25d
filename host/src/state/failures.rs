//! Answers that a test demands for a run, whatever is stored.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use heeus_abi::{GetCode, ReadCode, Storage, import};

use super::error::ReadError;
use super::used::Used;
use crate::storage::Visit;

/// One call of a run that is answered with a code, whatever is stored.
///
/// Calls are counted from 1 within each run, gets and reads separately. A call counts only if the
/// kind may make it and it passes no limit. Every run that begins while the failure is arranged has
/// it.
///
/// ```
/// use heeus_abi::{GetCode, Kind, ReadCode, Storage};
/// use heeus_host::{Failure, HostState};
///
/// let mut state = HostState::new();
/// state.fail(Failure::get(2, GetCode::NoMemory));
/// state.fail(Failure::read(1, ReadCode::Io).after(3).of(Storage::View));
/// state.begin_run(Kind::Query);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    n: u64,
    call: Call,
    storage: Option<Storage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    Get(GetCode),
    Read { code: ReadCode, after: u64 },
}

impl Failure {
    /// Answers the `n`-th get of a run with this code, without reading the storage. With
    /// [`GetCode::Exists`] nothing fails.
    pub const fn get(n: u64, code: GetCode) -> Self {
        Self {
            n,
            call: Call::Get(code),
            storage: None,
        }
    }

    /// Answers the `n`-th read of a run with this code, before its first element. With
    /// [`ReadCode::Done`] the read ends there, as if there were no more elements.
    pub const fn read(n: u64, code: ReadCode) -> Self {
        Self {
            n,
            call: Call::Read { code, after: 0 },
            storage: None,
        }
    }

    /// Lets a read deliver this many elements before it fails, or all if there are fewer. A read
    /// that the guest ends by then does not fail. Changes nothing for a get.
    pub const fn after(mut self, elements: u64) -> Self {
        if let Call::Read { code, .. } = self.call {
            let after = elements;
            self.call = Call::Read { code, after };
        }
        self
    }

    /// Counts only calls to this storage.
    pub const fn of(mut self, storage: Storage) -> Self {
        self.storage = Some(storage);
        self
    }

    /// The call that the failure is about, in words.
    pub fn call(&self) -> String {
        let function = match self.call {
            Call::Get(_) => import::GET_ELEM.name,
            Call::Read { .. } => import::READ_ELEMS.name,
        };
        let about = self.storage.map(|storage| format!(" about {storage}"));
        let about = about.unwrap_or_default();
        format!("call {} of {function}{about}", self.n)
    }

    /// The error of the call; `None` if it does not fail.
    fn error(&self) -> Option<ReadError> {
        let text = format!("{} was to be answered so", self.call());
        match self.call {
            Call::Get(GetCode::Exists)
            | Call::Read {
                code: ReadCode::Done,
                ..
            } => None,
            Call::Get(GetCode::NotExists) => Some(ReadError::NotExists(text)),
            Call::Get(GetCode::InvalidKey)
            | Call::Read {
                code: ReadCode::InvalidKey,
                ..
            } => Some(ReadError::InvalidKey(text)),
            Call::Get(GetCode::Io)
            | Call::Read {
                code: ReadCode::Io, ..
            } => Some(ReadError::Io(text)),
            Call::Get(GetCode::NoMemory)
            | Call::Read {
                code: ReadCode::NoMemory,
                ..
            } => Some(ReadError::NoMemory(text)),
        }
    }
}

/// A failure that was arranged, and a mark that a call has met it.
#[derive(Clone)]
pub(super) struct Planned {
    failure: Failure,
    used: Used,
}

impl Planned {
    pub(super) fn new(failure: Failure) -> (Self, Used) {
        let used = Used::default();
        let planned = Self {
            failure,
            used: used.clone(),
        };
        (planned, used)
    }

    /// Does a read up to the point where it fails.
    pub(super) fn read_with(
        &self,
        visit: &mut Visit<'_>,
        read: impl FnOnce(&mut Visit<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let Call::Read { after, .. } = self.failure.call else {
            return read(visit);
        };
        let (mut left, mut ended) = (after, false);
        if left > 0 {
            read(&mut |element| {
                left -= 1;
                ended = visit(element).is_break();
                if ended || left == 0 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?;
        }
        if ended {
            return Ok(());
        }
        self.used.set();
        self.failure.error().map_or(Ok(()), Err)
    }
}

/// Number of times that each failure of a run was met.
pub(super) struct Hits(Box<[AtomicU64]>);

impl Hits {
    pub(super) fn new(failures: &[Planned]) -> Self {
        Self(failures.iter().map(|_| AtomicU64::new(0)).collect())
    }

    /// Resets all counts to zero.
    #[inline]
    pub(super) fn forget(&self) {
        for hit in &self.0 {
            hit.store(0, Relaxed);
        }
    }

    /// Counts a get.
    ///
    /// # Errors
    /// The error of the failure, if one is arranged for this get.
    #[inline]
    pub(super) fn get(&self, failures: &[Planned], storage: Storage) -> Result<(), ReadError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let due = self.due(failures, storage, |call| matches!(call, Call::Get(_)));
        let Some(planned) = due else { return Ok(()) };
        planned.used.set();
        planned.failure.error().map_or(Ok(()), Err)
    }

    /// Counts a read. Returns the failure that is arranged for it.
    #[inline]
    pub(super) fn read<'f>(
        &self,
        failures: &'f [Planned],
        storage: Storage,
    ) -> Option<&'f Planned> {
        if self.0.is_empty() {
            return None;
        }
        self.due(failures, storage, |call| matches!(call, Call::Read { .. }))
    }

    #[cold]
    fn due<'f>(
        &self,
        failures: &'f [Planned],
        storage: Storage,
        is_call: impl Fn(Call) -> bool,
    ) -> Option<&'f Planned> {
        let mut due = None;
        for (planned, hit) in failures.iter().zip(&self.0) {
            let failure = &planned.failure;
            if is_call(failure.call) && failure.storage.is_none_or(|of| of == storage) {
                let hits = hit.load(Relaxed) + 1;
                hit.store(hits, Relaxed);
                if hits == failure.n {
                    due = due.or(Some(planned));
                }
            }
        }
        due
    }
}

impl ReadError {
    /// The code that a get is answered with, and the reason.
    ///
    /// # Errors
    /// The error itself, if it ends the run.
    pub fn into_get(self) -> Result<(GetCode, String), Self> {
        match self {
            Self::NotExists(text) => Ok((GetCode::NotExists, text)),
            Self::InvalidKey(text) => Ok((GetCode::InvalidKey, text)),
            Self::Io(text) => Ok((GetCode::Io, text)),
            Self::NoMemory(text) => Ok((GetCode::NoMemory, text)),
            Self::NotOffered(_) | Self::Forbidden(_) | Self::Limit(_) => Err(self),
        }
    }

    /// The code that a read is answered with, and the reason.
    ///
    /// # Errors
    /// The error itself, if it ends the run; [`ReadError::NotExists`] too, which a read does not
    /// have.
    pub fn into_read(self) -> Result<(ReadCode, String), Self> {
        match self {
            Self::InvalidKey(text) => Ok((ReadCode::InvalidKey, text)),
            Self::Io(text) => Ok((ReadCode::Io, text)),
            Self::NoMemory(text) => Ok((ReadCode::NoMemory, text)),
            Self::NotExists(_) | Self::NotOffered(_) | Self::Forbidden(_) | Self::Limit(_) => {
                Err(self)
            }
        }
    }
}
