//! The host of a run in this process: its gets and reads.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use heeus_abi::{GetCode, KeyRef, Malformed, ReadCode};

use super::session::{GET, READ, Session};
use super::{EngineConfig, RunReport};
use crate::error::{Breach, ErrorKind};
use crate::state::{Element, Reader};

/// The host of one run.
pub(super) struct RunHost {
    reader: Reader,
    /// Number of open reads.
    depth: Cell<usize>,
    session: RefCell<Session>,
}

/// The cause for which a read does not return to the extension.
pub(super) enum End<T> {
    /// The host ends the run.
    Run(ErrorKind),
    /// The callback did not return and left with this value.
    Callback(T),
}

/// The elements that a read has delivered to the extension so far.
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
            session: RefCell::new(Session::new(config)),
        }
    }

    /// Returns the reader of the state that the run sees.
    pub(super) const fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Keeps the reason for which the extension was refused something, and its place.
    #[cold]
    pub(super) fn note(&self, place: &str, why: &str) {
        self.session.borrow_mut().note(place, why);
    }

    /// Moves the counts, refusals and calls of the run into its report.
    pub(super) fn report(&self, report: &mut RunReport) {
        self.session.borrow_mut().report(report);
    }

    /// Returns the element of the key in this block, or the code that the extension gets.
    ///
    /// # Errors
    /// The error that ends the run.
    pub(super) fn get(&self, key: &[u8]) -> Result<Result<Element, GetCode>, ErrorKind> {
        let mut session = self.session.borrow_mut();
        session.call();
        let key = KeyRef::check(key).map_err(|error| malformed(GET, &error))?;
        let (found, at) = session.get(&self.reader, &key, self.depth.get())?;
        let code = found.as_ref().err().copied().unwrap_or(GetCode::Exists);
        session.got(at, code, found.as_ref().ok());
        Ok(found)
    }

    /// Passes the elements under the partial key in this block to `on_element`, at most `limit` of
    /// them, 0 for all, until it returns false.
    ///
    /// # Errors
    /// The error that ends the run, or the value that the callback left with.
    pub(super) fn read<T>(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&Element) -> Result<bool, T>,
    ) -> Result<ReadCode, End<T>> {
        let depth = self.depth.get();
        self.session.borrow_mut().call();
        Session::may_read(depth).map_err(End::Run)?;
        let key = KeyRef::check_read(key).map_err(|error| End::Run(malformed(READ, &error)))?;
        let at = self.session.borrow_mut().read(&key, depth, limit);
        self.depth.set(depth + 1);
        let mut delivered = Delivered::default();
        let read = self.reader.read_elements(&key, &mut |element| {
            delivered.deliver(element, limit, on_element)
        });
        self.depth.set(depth);
        let mut session = self.session.borrow_mut();
        session.delivered(at, delivered.elements, delivered.bytes);
        if let Some(left) = delivered.left {
            return Err(End::Callback(left));
        }
        let end = read.map(|()| ReadCode::Done);
        session.read_ended(at, end).map_err(End::Run)
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
                self.bytes += element.records().len() as u64;
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
