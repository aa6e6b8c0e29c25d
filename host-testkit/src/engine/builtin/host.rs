//! The host of one run, as the SDK's native side wants it.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use heeus_abi::limits::MAX_READ_DEPTH;
use heeus_abi::{GetCode, KeyRef, Malformed, ReadCode, import};
use heeus_sdk::native;

use super::calls::Calls;
use super::deadline::Deadline;
use super::unwind;
use crate::error::{Breach, ErrorKind, Limit, Limited};
use crate::state::{Element, ReadError, Reader};
use crate::trace::HostCallKind;

const GET: &str = import::GET_ELEM.name;
const READ: &str = import::READ_ELEMS.name;

/// The host of one run.
pub(super) struct Host {
    reader: Reader,
    /// Reads that are open.
    depth: Cell<usize>,
    calls: RefCell<Calls>,
    /// Why the run ends.
    ended: RefCell<Option<ErrorKind>>,
    deadline: Deadline,
}

/// Why a read does not return to the extension.
enum End {
    /// The run ends.
    Run(ErrorKind),
    /// Its callback unwinds.
    Unwinds(Box<dyn Any + Send>),
}

/// A read on its way to the extension.
#[derive(Default)]
struct Delivered {
    elements: u64,
    bytes: u64,
    unwinds: Option<Box<dyn Any + Send>>,
}

impl Host {
    pub(super) fn new(reader: Reader, trace: bool, deadline: Deadline) -> Self {
        Self {
            reader,
            depth: Cell::new(0),
            calls: RefCell::new(Calls::new(trace)),
            ended: RefCell::new(None),
            deadline,
        }
    }

    /// What the run asked for, and why the host ended it.
    pub(super) fn take(&self) -> (Calls, Option<ErrorKind>) {
        (self.calls.take(), self.ended.take())
    }

    /// Ends the run, the first time for good.
    fn end(&self, why: ErrorKind) {
        self.ended.borrow_mut().get_or_insert(why);
        unwind::end();
    }

    /// Ends the run where it is late, and once more where the extension goes on after it was ended.
    fn check_ended(&self, function: &'static str) {
        if self.ended.borrow().is_some() {
            unwind::end();
        } else if let Some(late) = self.deadline.passed(function) {
            self.end(late);
        }
    }

    fn try_get(&self, key: &[u8]) -> Result<Result<Element, GetCode>, ErrorKind> {
        let mut calls = self.calls.borrow_mut();
        calls.count += 1;
        let key = KeyRef::check(key).map_err(|error| malformed(GET, &error))?;
        let depth = self.depth.get();
        let at = calls.record(&key, depth, HostCallKind::Get { answer: None });
        let (code, refusal) = match self.reader.get(&key) {
            Ok(Some(element)) => {
                calls.bytes_read += element.len() as u64;
                if let Some(call) = calls.recorded(at) {
                    let value = Some(element.value().into());
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
            calls.refuse(at, GET, text);
        }
        Ok(Err(code))
    }

    fn try_read(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<ReadCode, End> {
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
    fn answer(
        &self,
        at: usize,
        done: Delivered,
        read: Result<(), ReadError>,
    ) -> Result<ReadCode, End> {
        let mut calls = self.calls.borrow_mut();
        calls.bytes_read += done.bytes;
        if let Some(HostCallKind::Read { delivered, .. }) = calls.recorded(at) {
            *delivered = done.elements;
        }
        if let Some(payload) = done.unwinds {
            return Err(End::Unwinds(payload));
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
            calls.refuse(at, READ, text);
        }
        Ok(code)
    }
}

impl Delivered {
    fn deliver(
        &mut self,
        element: &Element,
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> ControlFlow<()> {
        let callback = || on_element(element.key().as_bytes(), element);
        match unwind::in_guest(callback) {
            Ok(more) => {
                self.elements += 1;
                self.bytes += element.both().len() as u64;
                if more && (limit == 0 || self.elements < limit.into()) {
                    return ControlFlow::Continue(());
                }
            }
            Err(payload) => self.unwinds = Some(payload),
        }
        ControlFlow::Break(())
    }
}

impl native::Host for Host {
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode> {
        self.check_ended(GET);
        match unwind::in_host(|| self.try_get(key)) {
            Ok(answer) => answer.map(|element| element.to_vec()),
            Err(why) => {
                self.end(why);
                Err(GetCode::Io)
            }
        }
    }

    fn read(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> ReadCode {
        self.check_ended(READ);
        let mut on_element = |key: &[u8], element: &[u8]| {
            self.check_ended(READ);
            on_element(key, element)
        };
        match unwind::in_host(|| self.try_read(key, limit, &mut on_element)) {
            Ok(code) => code,
            Err(End::Run(why)) => {
                self.end(why);
                ReadCode::Io
            }
            Err(End::Unwinds(payload)) => unwind::go_on(payload),
        }
    }
}

#[cold]
fn malformed(function: &'static str, error: &Malformed) -> ErrorKind {
    ErrorKind::Abi(Breach {
        function,
        what: format!("key block: {error}"),
    })
}
