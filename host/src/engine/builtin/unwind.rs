//! Unwinding out of a run: panics of extensions are caught and reported, and the host can end a
//! run.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;
use std::thread;

use heeus_abi::FaultCause;
use heeus_abi::limits::MAX_FAULT_TEXT;

use crate::error::Fault;

/// The value that unwinding carries.
type Payload = Box<dyn Any + Send>;

/// The payload of a run that the host ended; the host has the reason.
struct Ended;

/// The cause for which a run did not return.
pub(super) enum Left {
    /// The host ended it.
    Ended,
    /// The extension panicked.
    Panicked(Box<Fault>),
}

thread_local! {
    /// True while an extension's own code runs on this thread.
    static IN_GUEST: Cell<bool> = const { Cell::new(false) };
    /// The last panic of an extension on this thread.
    static LAST_PANIC: Cell<Option<Box<Fault>>> = const { Cell::new(None) };
}

/// Runs an extension.
///
/// # Errors
/// The cause for which it did not return.
///
/// # Panics
/// If the host's own code panicked inside of the run: that panic continues.
pub(super) fn run<R>(extension: impl FnOnce() -> R) -> Result<R, Left> {
    listen();
    let before = IN_GUEST.replace(true);
    LAST_PANIC.set(None);
    let result = panic::catch_unwind(AssertUnwindSafe(extension));
    let in_guest = IN_GUEST.replace(before);
    let payload = match result {
        Ok(result) => return Ok(result),
        Err(payload) => payload,
    };
    if payload.is::<Ended>() {
        return Err(Left::Ended);
    }
    if !in_guest {
        panic::resume_unwind(payload);
    }
    // There is no report if the program has replaced our hook with another one.
    let panic = LAST_PANIC.take();
    let panic = panic.unwrap_or_else(|| Box::new(fault(text(&*payload))));
    Err(Left::Panicked(panic))
}

/// Does the host's work inside of a run. If the work panics, the thread stays marked as the host's,
/// and [`run`] sees that.
pub(super) fn in_host<R>(work: impl FnOnce() -> R) -> R {
    let before = IN_GUEST.replace(false);
    let result = work();
    IN_GUEST.set(before);
    result
}

/// Calls the extension back from inside of [`in_host`].
///
/// # Errors
/// The payload of its panic, for [`go_on`]: unwinding does not pass through the host's own code.
pub(super) fn in_guest<R>(callback: impl FnOnce() -> R) -> Result<R, Payload> {
    let before = IN_GUEST.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(callback));
    IN_GUEST.set(before);
    result
}

/// Continues the unwinding that [`in_guest`] stopped.
pub(super) fn go_on(payload: Payload) -> ! {
    panic::resume_unwind(payload)
}

/// Ends the run. Returns if the extension is unwinding already, since a second panic would end the
/// process.
pub(super) fn end() {
    if !thread::panicking() {
        panic::resume_unwind(Box::new(Ended));
    }
}

/// Installs a hook that records panics of extensions, and passes all others to the previous hook.
fn listen() {
    static HOOK: Once = Once::new();
    if thread::panicking() {
        // Nobody can change hooks during a panic.
        return;
    }
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if IN_GUEST.get() {
                LAST_PANIC.set(Some(Box::new(fault_at(info))));
            } else {
                before(info);
            }
        }));
    });
}

fn fault_at(info: &PanicHookInfo<'_>) -> Fault {
    let mut fault = fault(text(info.payload()));
    if let Some(place) = info.location() {
        place.file().clone_into(&mut fault.file);
        (fault.line, fault.column) = (place.line(), place.column());
    }
    fault
}

fn fault(text: &str) -> Fault {
    let text = &text[..text.floor_char_boundary(MAX_FAULT_TEXT)];
    Fault {
        cause: FaultCause::Panic,
        text: text.to_owned(),
        file: String::new(),
        line: 0,
        column: 0,
        failed_alloc: 0,
        frames: Vec::new(),
    }
}

/// Returns the message of a panic; empty if it has none.
fn text(payload: &(dyn Any + Send)) -> &str {
    match (
        payload.downcast_ref::<&str>(),
        payload.downcast_ref::<String>(),
    ) {
        (Some(text), _) => text,
        (None, Some(text)) => text,
        (None, None) => "",
    }
}
