//! The functions that the guest offers to the host: the exports of ABI 1.0, except for those of the
//! arena.
//!
//! Only this crate defines them, so a module has them once, whatever the number of its crates with
//! extensions.

use heeus_abi::{Status, layout};

use super::registry::Registration;
use crate::arena::first_run;
use crate::arena::global::Global;
use crate::door::imports::{ReadContext, record};
use crate::run::Run;
use crate::untyped::{WasmState, WasmStateElement};

unsafe extern "C" {
    /// Defined by the linker: runs all constructors. Named here so that the linker does not wrap
    /// each export in it.
    safe fn __wasm_call_ctors();
}

#[unsafe(no_mangle)]
extern "C" fn WasmAbiVersion_1_0() {}

#[unsafe(no_mangle)]
extern "C" fn WasmInit() {
    __wasm_call_ctors();
    #[cfg(feature = "log")]
    crate::door::log_bridge::install();
}

#[unsafe(no_mangle)]
extern "C" fn WasmFinit() {}

/// The result block of a run that no extension received: a header, zeros but for size and status.
static REFUSED: [Global<u32>; layout::outcome::INTENTS / 4] = [const { Global::new(0) }; _];

#[inline(never)]
fn refuse(status: u32) -> *const u8 {
    REFUSED[layout::outcome::SIZE / 4].set(layout::outcome::INTENTS as u32);
    REFUSED[layout::outcome::STATUS / 4].set(status);
    REFUSED.as_ptr().cast()
}

/// # Safety
/// `sz_name` is the address of bytes that end with a NUL; `arg_ptr` is the address of a record that
/// does not change until `WasmReset` (ABI.md, section 2).
#[unsafe(no_mangle)]
unsafe extern "C" fn WasmRun(sz_name: *const u8, ext_kind: u32, arg_ptr: *const u8) -> *const u8 {
    first_run();
    // SAFETY: the host's promise.
    let found = unsafe { Registration::find(sz_name) };
    let Some(extension) = found.filter(|extension| extension.kind() == ext_kind) else {
        let status = if found.is_some() {
            Status::WrongKind
        } else {
            Status::UnknownExtension
        };
        return refuse(status.number());
    };
    // SAFETY: the host's promise.
    let args = unsafe { record(arg_ptr) };
    let run = Run::new();
    (extension.run())(WasmState::new(&run), WasmStateElement::new(args));
    run.finish().map_or(core::ptr::null(), <[u8]>::as_ptr)
}

/// # Safety
/// `context` is a read context of this guest whose read is running; two records begin at `key` and
/// `element` (ABI.md, section 3).
#[unsafe(no_mangle)]
unsafe extern "C" fn WasmOnRead(context: *const ReadContext, key: *const u8, element: *const u8) {
    // SAFETY: the host's promise.
    unsafe { ReadContext::deliver(context, key, element) };
}

/// # Safety
/// As `WasmOnRead`; a page begins at `page`.
#[unsafe(no_mangle)]
unsafe extern "C" fn WasmOnReadPage(context: *const ReadContext, page: *const u8) {
    // SAFETY: the host's promise.
    unsafe { ReadContext::deliver_page(context, page) };
}
