//! The host of a run in this very process: gets and reads, what they are refused for, and what they came to.

mod calls;

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use heeus_abi::limits::MAX_READ_DEPTH;
use heeus_abi::{GetCode, KeyRef, Malformed, ReadCode, import};

pub(super) use calls::Calls;

use crate::engine::EngineConfig;
use crate::error::{Breach, ErrorKind, Limit, Limited};
use crate::state::{Element, ReadError, Reader};
use crate::trace::HostCallKind;

pub(super) const GET: &str = import::GET_ELEM.name;
pub(super) const READ: &str = import::READ_ELEMS.name;

/// The host of one run.
pub(super) struct RunHost {
    reader: Reader,
    /// Reads that are open.
    depth: Cell<usize>,
    calls: RefCell<Calls>,
}

/// Why a read does not return to the extension.
pub(super) enum End<T> {
    /// The run ends.
    Run(ErrorKind),
    /// Its callback did not come back, but with this.
    Callback(T),
}

/// A read on its way to the extension.
struct Delivered<T> {
    elements: u64,
    bytes: u64,
    left: Option<T>,
}

impl RunHost {
    pub(super) fn new(reader: Reader, config: &EngineConfig) -> Self {
        Self {
            reader,
            depth: Cell::new(0),
            calls: RefCell::new(Calls::new(config)),
        }
    }

    /// What the run sees.
    pub(super) const fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Notes where the extension did what it may not.
    #[cold]
    pub(super) fn note(&self, place: &str, why: &str) {
        self.calls.borrow_mut().note(place, why);
    }

    /// What the run asked for.
    pub(super) fn take_calls(&self) -> Calls {
        self.calls.take()
    }

    /// The element of the key in this block, or the code that the extension is told.
    ///
    /// # Errors
    /// What ends the run.
    pub(super) fn get(&self, key: &[u8]) -> Result<Result<Element, GetCode>, ErrorKind> {
        let mut calls = self.calls.borrow_mut();
        calls.count += 1;
        let key = KeyRef::check(key).map_err(|error| malformed(GET, &error))?;
        let depth = self.depth.get();
        let at = calls.record(&key, depth, HostCallKind::Get { answer: None });
        let (code, refusal) = match self.reader.get(&key) {
            Ok(Some(element)) => {
                calls.bytes_read += element.len() as u64;
                let keeps = calls.keeps(at, element.len());
                if let Some(call) = calls.recorded(at) {
                    let value = keeps.then(|| element.value().into());
                    *call = HostCallKind::Get {
                        answer: Some((GetCode::Exists, value)),
                    };
                }
                return Ok(Ok(element));
            }
            Ok(None) => (GetCode::NotExists, None),
            Err(error) => {
                let (code, text) = error.into_get().map_err(ErrorKind::Read)?;
                (code, Some(text))
            }
        };
        if let Some(call) = calls.recorded(at) {
            *call = HostCallKind::Get {
                answer: Some((code, None)),
            };
        }
        if let Some(text) = refusal {
            calls.refuse(at, GET, &text);
        }
        Ok(Err(code))
    }

    /// Hands what is under the partial key in this block to `on_element`, at most `limit` elements of it, 0 for all, until
    /// it wants no more.
    ///
    /// # Errors
    /// What ends the run, or what the callback left with.
    pub(super) fn read<T>(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&Element) -> Result<bool, T>,
    ) -> Result<ReadCode, End<T>> {
        let depth = self.depth.get();
        self.calls.borrow_mut().count += 1;
        if depth >= MAX_READ_DEPTH {
            return Err(End::Run(ErrorKind::Limit(Limited {
                limit: Limit::ReadDepth(MAX_READ_DEPTH),
                function: READ,
                fault: None,
            })));
        }
        let key = KeyRef::check(key).map_err(|error| End::Run(malformed(READ, &error)))?;
        let what = HostCallKind::Read {
            limit,
            delivered: 0,
            answer: None,
        };
        let at = self.calls.borrow_mut().record(&key, depth, what);
        self.depth.set(depth + 1);
        let mut delivered = Delivered::default();
        let read = self.reader.read_elements(&key, &mut |element| {
            delivered.deliver(element, limit, on_element)
        });
        self.depth.set(depth);
        self.answer(at, delivered, read)
    }

    /// Notes what came of a read.
    fn answer<T>(
        &self,
        at: usize,
        done: Delivered<T>,
        read: Result<(), ReadError>,
    ) -> Result<ReadCode, End<T>> {
        let mut calls = self.calls.borrow_mut();
        calls.bytes_read += done.bytes;
        if let Some(HostCallKind::Read { delivered, .. }) = calls.recorded(at) {
            *delivered = done.elements;
        }
        if let Some(left) = done.left {
            return Err(End::Callback(left));
        }
        let (code, refusal) = match read {
            Ok(()) => (ReadCode::Done, None),
            Err(error) => {
                let ends = |error| End::Run(ErrorKind::Read(error));
                let (code, text) = error.into_read().map_err(ends)?;
                (code, Some(text))
            }
        };
        if let Some(HostCallKind::Read { answer, .. }) = calls.recorded(at) {
            *answer = Some(code);
        }
        if let Some(text) = refusal {
            calls.refuse(at, READ, &text);
        }
        Ok(code)
    }
}

impl<T> Default for Delivered<T> {
    fn default() -> Self {
        Self {
            elements: 0,
            bytes: 0,
            left: None,
        }
    }
}

impl<T> Delivered<T> {
    fn deliver(
        &mut self,
        element: &Element,
        limit: u32,
        on_element: &mut dyn FnMut(&Element) -> Result<bool, T>,
    ) -> ControlFlow<()> {
        match on_element(element) {
            Ok(more) => {
                self.elements += 1;
                self.bytes += element.both().len() as u64;
                if more && (limit == 0 || self.elements < limit.into()) {
                    return ControlFlow::Continue(());
                }
            }
            Err(left) => self.left = Some(left),
        }
        ControlFlow::Break(())
    }
}

#[cold]
fn malformed(function: &'static str, error: &Malformed) -> ErrorKind {
    ErrorKind::Abi(Breach {
        function,
        what: format!("key block: {error}"),
    })
}
