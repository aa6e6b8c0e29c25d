//! Memory and ends of runs as Voedger needs them.
//!
//! The host copies texts into memory that it asks for when an instance begins, and goes on writing
//! to the same addresses in the instances after it. So the first block of the arena is the host's,
//! in every instance. No run has memory there.
//!
//! A run that traps leaves its frames on the stack. The host does not renew such an instance by
//! itself, but it does so for an error that names `runtime.alloc`: then it runs the extension
//! again, in a new instance. So a run sets a flag at its begin and removes it at its end, and the
//! next run, before it does anything else, lets the host renew an instance whose flag is still set.

use core::arch::wasm32::unreachable;
use core::cell::Cell;

use super::bump::{WasmMalloc, WasmReset};
use super::first_run;
use super::global::Global;

mod env {
    // SAFETY: the host only reads memory of the guest, and checks each address.
    #[link(wasm_import_module = "env")]
    unsafe extern "C" {
        pub(super) safe fn hostGetKey(
            storage: *const u8,
            storage_len: usize,
            entity: *const u8,
            entity_len: usize,
        ) -> u64;
    }

    // SAFETY: the host reads the pieces, and writes the number of bytes to `written`.
    #[link(wasm_import_module = "wasi_snapshot_preview1")]
    unsafe extern "C" {
        pub(super) safe fn fd_write(
            file: u32,
            pieces: *const [usize; 2],
            count: usize,
            written: &mut u32,
        ) -> u32;
    }
}

/// Bytes of the host's room.
const ROOM: usize = 1 << 20;
/// Blocks of the room begin at a multiple of this.
const ALIGN: usize = 16;

/// The begin of the host's room: words that a reset does not touch.
#[repr(C, align(16))]
struct Kept {
    /// Bytes of the room that are used.
    used: Cell<usize>,
    /// Set while an extension runs.
    is_running: Cell<bool>,
}

/// The address of the room, null until the host asks for memory.
static KEPT: Global<*const Kept> = Global::new(core::ptr::null());
/// Set if this run has called a server: then it must not run again.
static CALLED_OUT: Global<bool> = Global::new(false);

/// Returns the words at the begin of the room. The first call takes the first block of the arena.
fn kept() -> &'static Kept {
    if KEPT.get().is_null() {
        let room = WasmMalloc(ROOM);
        if room.is_null() {
            unreachable()
        }
        KEPT.set(room.cast());
    }
    // SAFETY: the room is a block of the arena that is never freed, since the image has the arena's
    // position behind it. New memory has zeros, which are a valid `Kept`. The host gets only what
    // follows it.
    unsafe { &*KEPT.get() }
}

/// Returns a part of the host's room, which is the host's for as long as the instance lives.
pub(crate) fn lend(size: usize) -> *mut u8 {
    let kept = kept();
    let begin = kept.used.get().max(size_of::<Kept>());
    let end = begin.saturating_add(size).saturating_add(ALIGN - 1) & !(ALIGN - 1);
    if end > ROOM {
        stop("the texts of one run need more than 1 MiB");
    }
    kept.used.set(end);
    KEPT.get().cast::<u8>().cast_mut().wrapping_add(begin)
}

/// Begins a run: puts all statics and the arena back.
pub(crate) fn begin() {
    let kept = kept();
    if kept.is_running.replace(true) {
        renew();
    }
    WasmReset();
    first_run();
}

/// Ends a run that has no frames any more.
pub(crate) fn end() {
    kept().is_running.set(false);
}

/// Records that the run has called a server.
pub(crate) fn called_out() {
    CALLED_OUT.set(true);
}

/// Lets the host run the extension again in a new instance, if nobody notices that.
pub(super) fn out_of_memory() -> ! {
    if CALLED_OUT.get() {
        stop("out of memory")
    }
    renew()
}

#[cold]
fn renew() -> ! {
    const WORD: &str = "runtime.alloc";
    env::hostGetKey(WORD.as_ptr(), WORD.len(), WORD.as_ptr(), 0);
    unreachable()
}

/// Traps; the host reports the text.
#[cold]
pub(crate) fn stop(text: &str) -> ! {
    say("panic: ");
    say(text);
    unreachable()
}

#[inline(never)]
fn say(text: &str) {
    const OUTPUT: u32 = 1;
    env::fd_write(OUTPUT, &[text.as_ptr().addr(), text.len()], 1, &mut 0);
}
