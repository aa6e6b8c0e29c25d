//! The fault block, and what happens on a panic.

use core::panic::PanicInfo;

use heeus_abi::{FaultCause, layout::fault};

use super::memory::Global;

/// The words of the fault block of ABI.md, section 10.
#[unsafe(no_mangle)]
static WasmFault: [Global<u32>; fault::BYTES / 4] = [const { Global::new(0) }; _];

/// Sets the word that the block has at this offset.
fn set(offset: usize, value: u32) {
    WasmFault[offset / 4].set(value);
}

/// Notes an allocation that failed.
#[cold]
pub(crate) fn failed_alloc(size: usize) {
    set(fault::FAILED_ALLOC, size as u32);
}

/// Notes where the run's log lines are.
pub(crate) fn logs(bytes: &[u8]) {
    set(fault::LOG_PTR, bytes.as_ptr() as u32);
    set(fault::LOG_LEN, bytes.len() as u32);
}

/// Gives up.
pub(crate) fn trap(cause: FaultCause) -> ! {
    set(fault::CAUSE, cause.number());
    core::arch::wasm32::unreachable()
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    if let Some(place) = info.location() {
        set(fault::LINE, place.line());
        set(fault::COLUMN, place.column());
        set(fault::FILE_PTR, place.file().as_ptr() as u32);
        set(fault::FILE_LEN, place.file().len() as u32);
    }
    #[cfg(feature = "panic-message")]
    message::write(info);
    trap(FaultCause::Panic)
}

#[cfg(feature = "panic-message")]
mod message {
    use core::fmt::{Result, Write};
    use core::panic::PanicInfo;

    use heeus_abi::layout::fault;
    use heeus_abi::limits::MAX_FAULT_TEXT;

    /// Writes the panic's text into what room the arena still has, and its place into the fault block.
    pub(super) fn write(info: &PanicInfo<'_>) {
        let mut text = Text { room: crate::arena::rest(MAX_FAULT_TEXT), written: 0 };
        // A text that does not fit is cut.
        let _ = write!(text, "{}", info.message());
        super::set(fault::TEXT_PTR, text.room.as_ptr() as u32);
        super::set(fault::TEXT_LEN, text.written as u32);
    }

    struct Text<'a> {
        room: &'a mut [u8],
        written: usize,
    }

    impl Write for Text<'_> {
        fn write_str(&mut self, part: &str) -> Result {
            for (to, from) in self.room.iter_mut().skip(self.written).zip(part.bytes()) {
                *to = from;
                self.written += 1;
            }
            Ok(())
        }
    }
}
