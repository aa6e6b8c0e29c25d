//! The run's log lines, in one place that the fault block can name.

use alloc::vec::Vec;

use heeus_abi::{BlockWriter, LogLine, limits};

#[cfg(target_arch = "wasm32")]
use crate::arena::fault;
use crate::arena::small_vec::more;

/// Log lines, encoded one after the other, and their number.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    count: u32,
}

/// The most bytes of all lines: a result block has room for them, and for a text.
const MOST: usize = limits::MAX_BLOCK / 2;

impl Lines {
    const fn new() -> Self {
        Self {
            bytes: Vec::new(),
            count: 0,
        }
    }
}

#[cfg(target_arch = "wasm32")]
static LINES: crate::arena::global::Global<Lines> = crate::arena::global::Global::new(Lines::new());

#[cfg(target_arch = "wasm32")]
fn change<R>(change: impl FnOnce(&mut Lines) -> R) -> R {
    LINES.with(change)
}

#[cfg(not(target_arch = "wasm32"))]
fn change<R>(change: impl FnOnce(&mut Lines) -> R) -> R {
    std::thread_local! {
        static LINES: core::cell::RefCell<Lines> = const { core::cell::RefCell::new(Lines::new()) };
    }
    LINES.with_borrow_mut(change)
}

/// Adds a line, if there is room for it; returns whether there is.
pub(crate) fn push(line: &LogLine<'_>) -> bool {
    change(|lines| {
        match line.size() {
            Ok(size) if size <= MOST - lines.bytes.len() => {
                line.write(&mut BlockWriter::new(more(&mut lines.bytes, size)));
                lines.count += 1;
            }
            _ => return false,
        }
        #[cfg(target_arch = "wasm32")]
        fault::logs(&lines.bytes);
        true
    })
}

/// Returns whether a line logged now belongs to a run. In a guest only runs log: its constructors
/// run before the logger is installed.
#[cfg(feature = "log")]
pub(super) fn in_run() -> bool {
    #[cfg(target_arch = "wasm32")]
    return true;
    #[cfg(not(target_arch = "wasm32"))]
    super::native::in_guest()
}

/// Returns whether there are lines.
#[cfg(feature = "log")]
pub(crate) fn any() -> bool {
    change(|lines| lines.count > 0)
}

/// Passes all lines and their number to `show`, and removes them.
pub(crate) fn take<R>(show: impl FnOnce(&[u8], u32) -> R) -> R {
    change(|lines| {
        let lines = core::mem::take(lines);
        // Without a heap, the reset sets the words of the fault block back.
        #[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
        #[cfg(target_arch = "wasm32")]
        fault::logs(&[]);
        show(&lines.bytes, lines.count)
    })
}
