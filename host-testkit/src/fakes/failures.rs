//! Failures of calls that a test arranges, whatever is stored.

use heeus_abi::{GetCode, ReadCode, Storage, import};
use heeus_host::state::ReadError;

use super::used::Used;

/// One call of a run that is answered with a code, whatever is stored.
///
/// Calls are counted from 1 within each run, gets and reads separately. A call counts only if the
/// kind may make it and it passes no limit. Every run that begins while the failure is arranged has
/// it.
///
/// ```
/// use heeus_host::state::HostState;
/// use heeus_host_testkit::Fakes;
/// use heeus_host_testkit::prelude::*;
///
/// let fakes = Fakes::new();
/// fakes.fail(Failure::get(2, GetCode::NoMemory));
/// fakes.fail(Failure::read(1, ReadCode::Io).after(3).of(Storage::View));
/// let mut state = HostState::new();
/// fakes.install(&mut state);
/// state.begin_run(ExtensionKind::Query);
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
        let about = self.storage.map(|storage| format!(" for {storage}"));
        let about = about.unwrap_or_default();
        format!("call {} of {function}{about}", self.n)
    }

    /// The error of the call; `None` if it does not fail.
    pub(super) fn error(&self) -> Option<ReadError> {
        let text = format!("{} fails, as the test arranged", self.call());
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
            Call::Read {
                code: ReadCode::NoRanges,
                ..
            } => Some(ReadError::NoRanges(text)),
        }
    }
}

/// A failure that was arranged, and the calls of the current run that it counted.
pub(super) struct Planned {
    failure: Failure,
    hits: u64,
    used: Used,
}

/// A failure that a call meets.
pub(super) struct Due {
    pub(super) failure: Failure,
    pub(super) used: Used,
}

impl Planned {
    pub(super) fn new(failure: Failure) -> (Self, Used) {
        let used = Used::default();
        let planned = Self {
            failure,
            hits: 0,
            used: used.clone(),
        };
        (planned, used)
    }

    /// Begins a run.
    pub(super) fn begin(&mut self) {
        self.hits = 0;
    }
}

impl Due {
    /// The elements that a read delivers before it fails.
    pub(super) fn after(&self) -> u64 {
        match self.failure.call {
            Call::Read { after, .. } => after,
            Call::Get(_) => 0,
        }
    }

    /// Ends the call as the failure demands.
    pub(super) fn fail(&self) -> Result<(), ReadError> {
        self.used.set();
        self.failure.error().map_or(Ok(()), Err)
    }
}

/// Counts a get or a read of a storage. Returns the first failure that it meets.
pub(super) fn due(failures: &mut [Planned], storage: Storage, is_get: bool) -> Option<Due> {
    let mut due = None;
    for planned in failures {
        let failure = planned.failure;
        let is_call = matches!(failure.call, Call::Get(_)) == is_get;
        if is_call && failure.storage.is_none_or(|of| of == storage) {
            planned.hits += 1;
            if planned.hits == failure.n && due.is_none() {
                let used = planned.used.clone();
                due = Some(Due { failure, used });
            }
        }
    }
    due
}
