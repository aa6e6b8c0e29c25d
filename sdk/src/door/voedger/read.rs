//! Reads of many elements.

use heeus_abi::ReadCode;

use super::calls::Key;
use super::env;
use super::handle::{Class, Token};
use crate::arena::global::Global;
use crate::door::OnElement;

/// The read that is running: its receiver, and how many elements that still takes.
#[derive(Clone, Copy)]
struct Reading {
    deliver: unsafe fn(*mut (), u64, u64) -> bool,
    receiver: *mut (),
    left: u32,
}

static READING: Global<Option<Reading>> = Global::new(None);

/// Passes an element to the receiver; returns whether the read goes on.
///
/// # Safety
/// `receiver` is the address of an `F` that nothing else uses meanwhile.
unsafe fn deliver<F: OnElement>(receiver: *mut (), key: u64, value: u64) -> bool {
    // SAFETY: the caller's promise.
    let receiver = unsafe { &mut *receiver.cast::<F>() };
    let (key, value) = (Token::new(Class::Key, key), Token::new(Class::Value, value));
    receiver(key.record(), value.record())
}

/// Reads the elements under a partial key block, at most `limit` of them, 0 for all; returns the
/// code of ABI 1.0.
pub(crate) fn read_elems<F: OnElement>(block: &[u8], limit: u32, on_element: &mut F) -> u32 {
    let Some(key) = Key::of(block) else {
        return ReadCode::InvalidKey.number();
    };
    let key = key.create();
    let before = READING.replace(Some(Reading {
        deliver: deliver::<F>,
        receiver: (&raw mut *on_element).cast(),
        left: if limit == 0 { u32::MAX } else { limit },
    }));
    env::hostReadValues(key);
    READING.set(before);
    ReadCode::Done.number()
}

/// Takes an element from the host. The host delivers all of them; those behind the end of a read
/// are passed over.
pub(crate) fn on_read_value(key: u64, value: u64) {
    // A read inside of the receiver has a place of its own.
    let Some(reading) = READING.take() else {
        return;
    };
    // SAFETY: `read_elems` waits for the host with the receiver, and `READING` is empty while it
    // runs, so nothing else reaches it.
    let goes_on = unsafe { (reading.deliver)(reading.receiver, key, value) };
    let left = reading.left - 1;
    if goes_on && left > 0 {
        READING.set(Some(Reading { left, ..reading }));
    }
}
