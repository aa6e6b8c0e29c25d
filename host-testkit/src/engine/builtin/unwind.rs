//! Leaving a run from within: what an extension panics with is caught and told, what the host ends is ended.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;
use std::thread;

use heeus_abi::FaultCause;
use heeus_abi::limits::MAX_FAULT_TEXT;

use crate::error::Fault;

/// What unwinding carries.
type Payload = Box<dyn Any + Send>;

/// The payload of a run that the host ended; why, the host knows.
struct Ended;

/// What kept a run from coming back.
pub(super) enum Left {
    /// The host ended it.
    Ended,
    /// The extension panicked.
    Panicked(Box<Fault>),
}

thread_local! {
    /// Whether the code that runs on this thread is an extension's.
    static IN_GUEST: Cell<bool> = const { Cell::new(false) };
    /// The last panic of an extension on this thread.
    static TOLD: Cell<Option<Box<Fault>>> = const { Cell::new(None) };
}

/// Runs an extension.
///
/// # Errors
/// What kept it from coming back.
///
/// # Panics
/// Where the host's own code did inside of the run: that panic goes on.
pub(super) fn run<R>(extension: impl FnOnce() -> R) -> Result<R, Left> {
    listen();
    let before = IN_GUEST.replace(true);
    TOLD.set(None);
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
    // Nothing was told where the program has put another hook in place of ours.
    let told = TOLD.take();
    let told = told.unwrap_or_else(|| Box::new(fault(text(&*payload))));
    Err(Left::Panicked(told))
}

/// Does the host's work inside of a run. Where it panics the thread stays marked as the host's, so [`run`] can tell.
pub(super) fn in_host<R>(work: impl FnOnce() -> R) -> R {
    let before = IN_GUEST.replace(false);
    let result = work();
    IN_GUEST.set(before);
    result
}

/// Calls the extension back from inside of [`in_host`].
///
/// # Errors
/// What it unwinds with, for [`go_on`]: nothing of the host is unwound through.
pub(super) fn in_guest<R>(callback: impl FnOnce() -> R) -> Result<R, Payload> {
    let before = IN_GUEST.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(callback));
    IN_GUEST.set(before);
    result
}

/// Unwinds on from where [`in_guest`] stopped it.
pub(super) fn go_on(payload: Payload) -> ! {
    panic::resume_unwind(payload)
}

/// Ends the run; comes back where the extension is unwinding already, since a second time would end the process.
pub(super) fn end() {
    if !thread::panicking() {
        panic::resume_unwind(Box::new(Ended));
    }
}

/// From now on panics of extensions are told to us, and all others to the hook that was there before.
fn listen() {
    static HOOK: Once = Once::new();
    if thread::panicking() {
        // Hooks cannot be changed then.
        return;
    }
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if IN_GUEST.get() {
                TOLD.set(Some(Box::new(told(info))));
            } else {
                before(info);
            }
        }));
    });
}

fn told(info: &PanicHookInfo<'_>) -> Fault {
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

/// The message of a panic; empty where it has none.
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
