//! Failures of calls, and elements that are stored nowhere.

use std::ops::ControlFlow;

use heeus_abi::{KeyRef, Storage};
use heeus_host::state::Intercept;
use heeus_host::state::ReadError;
use heeus_host::storage::Element;
use heeus_host::storage::Visit;

use super::Fakes;
use super::failures::due;

impl Intercept for Fakes {
    fn begin(&self) {
        let mut inner = self.lock();
        inner.http_requests.clear();
        inner.federation_calls.clear();
        for planned in &mut inner.failures {
            planned.begin();
        }
    }

    fn get(
        &self,
        key: &KeyRef<'_>,
        get: &dyn Fn() -> Result<Option<Element>, ReadError>,
    ) -> Result<Option<Element>, ReadError> {
        let due = due(&mut self.lock().failures, key.storage, true);
        if let Some(due) = due {
            due.fail()?;
        }
        match key.storage {
            Storage::WLog => Ok(get()?.or_else(|| self.lock().elements.event(key.record))),
            Storage::Uniq => self.id(key, get()),
            _ => get(),
        }
    }

    fn read(
        &self,
        key: &KeyRef<'_>,
        visit: &mut Visit<'_>,
        read: &dyn Fn(&mut Visit<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let due = due(&mut self.lock().failures, key.storage, false);
        let Some(due) = due else {
            return self.deliver(key, visit, read);
        };
        let (mut left, mut ended) = (due.after(), false);
        if left > 0 {
            self.deliver(
                key,
                &mut |element| {
                    left -= 1;
                    ended = visit(element).is_break();
                    if ended || left == 0 {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                },
                read,
            )?;
        }
        if ended {
            return Ok(());
        }
        due.fail()
    }
}

impl Fakes {
    /// An arranged id comes before a stored one.
    fn id(
        &self,
        key: &KeyRef<'_>,
        stored: Result<Option<Element>, ReadError>,
    ) -> Result<Option<Element>, ReadError> {
        let inner = self.lock();
        if let Some(found) = inner.elements.id(key) {
            return Ok(Some(found));
        }
        match stored {
            Err(ReadError::NotOffered(_)) if inner.elements.has_ids(key.entity) => Ok(None),
            stored => stored,
        }
    }

    fn deliver(
        &self,
        key: &KeyRef<'_>,
        visit: &mut Visit<'_>,
        read: &dyn Fn(&mut Visit<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut any = false;
        let read = read(&mut |element| {
            any = true;
            visit(element)
        });
        if key.storage == Storage::WLog && read.is_ok() && !any {
            // Not locked while the run is at an element, since it may get more then.
            let events = self.lock().elements.events(key)?;
            let _stopped_or_done = events.iter().try_for_each(visit);
        }
        read
    }
}
