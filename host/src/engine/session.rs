//! Calls of a run to its host, the same for all engines. Each call is counted, and recorded if the
//! host records calls; if it is refused, the reason is kept.

use heeus_abi::limits::MAX_READ_DEPTH;
use heeus_abi::{GetCode, KeyRef, ReadCode, import};

use super::kept::{Recorded, Refusals};
use super::{EngineConfig, KeptLimits, RunReport};
use crate::error::{ErrorKind, Limit, Limited};
use crate::state::{Element, ReadError, Reader};
use crate::trace::{HostCall, HostCallKind, TracedKey};

/// Name of the host function in messages about a get.
pub(super) const GET: &str = import::GET_ELEM.name;
/// Name of the host function in messages about a read.
pub(super) const READ: &str = import::READ_ELEMS.name;

/// The calls of one run to its host.
#[derive(Default)]
pub(super) struct Session {
    calls: u64,
    bytes_read: u64,
    refusals: Refusals,
    /// The calls themselves, if they are recorded.
    trace: Option<Recorded>,
    kept: KeptLimits,
}

impl Session {
    pub(super) fn new(config: &EngineConfig) -> Self {
        Self {
            trace: config.trace.then(|| Recorded::new(&config.kept)),
            kept: config.kept,
            ..Self::default()
        }
    }

    /// Starts the counts of another run, after the last one was [reported](Self::report).
    #[inline]
    pub(super) fn begin(&mut self) {
        (self.calls, self.bytes_read) = (0, 0);
    }

    /// Counts a call to the host.
    #[inline]
    pub(super) fn call(&mut self) {
        self.calls += 1;
    }

    /// Looks up the element of a key. Returns it, or the code that the extension gets instead, and
    /// the index of the recorded call. The caller must [record](Self::got) the answer.
    ///
    /// # Errors
    /// The error that ends the run.
    #[inline]
    pub(super) fn get(
        &mut self,
        reader: &Reader,
        key: &KeyRef<'_>,
        depth: usize,
    ) -> Result<(Result<Element, GetCode>, usize), ErrorKind> {
        let at = self.record(key, depth, HostCallKind::Get { answer: None });
        let code = match reader.get(key) {
            Ok(Some(element)) => return Ok((Ok(element), at)),
            Ok(None) => GetCode::NotExists,
            Err(error) => self.refused_get(at, error)?,
        };
        Ok((Err(code), at))
    }

    #[cold]
    fn refused_get(&mut self, at: usize, error: ReadError) -> Result<GetCode, ErrorKind> {
        let (code, text) = error.into_get().map_err(ErrorKind::Read)?;
        self.refuse(at, GET, &text);
        Ok(code)
    }

    /// Records the answer to a get: a code, and with [`GetCode::Exists`] the element that the
    /// extension gets.
    #[inline]
    pub(super) fn got(&mut self, at: usize, code: GetCode, element: Option<&Element>) {
        let element = element.filter(|_| code == GetCode::Exists);
        self.bytes_read += element.map_or(0, |element| element.len() as u64);
        let Some(trace) = &mut self.trace else {
            return;
        };
        let element = element.filter(|element| trace.element(at, element.len()));
        if let Some(call) = trace.get_mut(at) {
            let element = element.map(|element| element.value().into());
            call.what = HostCallKind::Get {
                answer: Some((code, element)),
            };
        }
    }

    /// Checks that another read may begin inside of `depth` others.
    ///
    /// # Errors
    /// The limit that ends the run.
    pub(super) fn may_read(depth: usize) -> Result<(), ErrorKind> {
        if depth < MAX_READ_DEPTH {
            return Ok(());
        }
        Err(ErrorKind::Limit(Limited {
            limit: Limit::ReadDepth(MAX_READ_DEPTH),
            function: READ,
            fault: None,
        }))
    }

    /// Records the beginning of a read. Returns its index in the record.
    pub(super) fn read(&mut self, key: &KeyRef<'_>, depth: usize, limit: u32) -> usize {
        let what = HostCallKind::Read {
            limit,
            delivered: 0,
            answer: None,
        };
        self.record(key, depth, what)
    }

    /// Counts the elements and bytes that the read at this index delivered.
    pub(super) fn delivered(&mut self, at: usize, elements: u64, bytes: u64) {
        self.bytes_read += bytes;
        if let Some(HostCallKind::Read { delivered, .. }) = self.recorded(at) {
            *delivered = elements;
        }
    }

    /// Records the end of the read at this index. Returns the code that the extension gets.
    ///
    /// # Errors
    /// The error that ends the run.
    pub(super) fn read_ended(
        &mut self,
        at: usize,
        end: Result<ReadCode, ReadError>,
    ) -> Result<ReadCode, ErrorKind> {
        let (code, refusal) = match end {
            Ok(code) => (code, None),
            Err(error) => {
                let (code, text) = error.into_read().map_err(ErrorKind::Read)?;
                (code, Some(text))
            }
        };
        if let Some(HostCallKind::Read { answer, .. }) = self.recorded(at) {
            *answer = Some(code);
        }
        if let Some(text) = refusal {
            self.refuse(at, READ, &text);
        }
        Ok(code)
    }

    /// Records a call, if calls are recorded. Returns its index.
    #[inline]
    fn record(&mut self, key: &KeyRef<'_>, depth: usize, what: HostCallKind) -> usize {
        let Some(trace) = &mut self.trace else {
            return 0;
        };
        trace.push(HostCall {
            key: TracedKey::from(key),
            depth,
            what,
            refusal: String::new(),
        })
    }

    fn recorded(&mut self, at: usize) -> Option<&mut HostCallKind> {
        self.trace.as_mut()?.get_mut(at).map(|call| &mut call.what)
    }

    /// Keeps the reason for which `function` answered the call at this index with a code.
    #[cold]
    fn refuse(&mut self, at: usize, function: &str, why: &str) {
        self.note(function, why);
        if let Some(trace) = &mut self.trace {
            trace.refuse(at, why);
        }
    }

    /// Keeps the reason of a refusal and its place: a function of the host, or a place in the
    /// extension.
    #[cold]
    pub(super) fn note(&mut self, place: &str, why: &str) {
        self.refusals.push(place, why);
    }

    /// Moves the counts, refusals and calls of the run into its report.
    #[inline]
    pub(super) fn report(&mut self, report: &mut RunReport) {
        report.stats.host_calls = self.calls;
        report.stats.bytes_read = self.bytes_read;
        if !self.refusals.is_empty() {
            report.refusals = self.refusals.take();
        }
        if let Some(trace) = &mut self.trace {
            (report.calls, report.calls_left_out) = trace.take(&self.kept);
        }
    }
}
