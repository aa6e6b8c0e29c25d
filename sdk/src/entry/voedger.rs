//! The exports of ABI `0_0_1` besides those of the extensions, and the run of an extension.

use core::panic::PanicInfo;

use heeus_abi::{ExtensionKind, Status};

use crate::arena::host::{self, stop};
use crate::door;
use crate::run::Run;
use crate::untyped::{RunFn, WasmState, WasmStateElement};

/// Exports an extension under its name and puts it into the manifest.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    (
        export: $export:literal,
        name: $name:literal, kind: $kind:literal, run: $run:path, manifest: $manifest:literal $(,)?
    ) => {
        const _: () = {
            // SAFETY: the linker refuses two functions of one name.
            #[unsafe(export_name = $export)]
            extern "C" fn run() {
                $crate::__private_1::Registration::run($kind, $run);
            }
        };
        $crate::__private_1::manifest! { $manifest }
    };
}

#[unsafe(no_mangle)]
extern "C" fn WasmAbiVersion_0_0_1() {}

/// Returns memory for texts from the host.
#[unsafe(no_mangle)]
extern "C" fn malloc(size: usize) -> *mut u8 {
    host::lend(size)
}

#[unsafe(no_mangle)]
extern "C" fn free(_: *mut u8) {}

#[unsafe(no_mangle)]
extern "C" fn WasmGetHeapInuse() -> u64 {
    0
}

#[unsafe(no_mangle)]
extern "C" fn WasmGetHeapSys() -> u64 {
    0
}

#[unsafe(no_mangle)]
extern "C" fn WasmGetMallocs() -> u64 {
    0
}

#[unsafe(no_mangle)]
extern "C" fn WasmGetFrees() -> u64 {
    0
}

#[unsafe(no_mangle)]
extern "C" fn WasmGC() {}

#[unsafe(no_mangle)]
extern "C" fn WasmOnReadValue(key: u64, value: u64) {
    door::on_read_value(key, value);
}

/// The text of a failure: address and length, in memory of the run.
#[derive(Clone, Copy)]
struct Failure(*const u8, usize);

/// The extensions are exports: there is no list of them.
pub struct Registration;

impl Registration {
    /// Runs an extension; its export calls this.
    pub fn run(kind: u32, extension: RunFn) {
        run(kind, extension);
    }
}

fn run(kind: u32, extension: RunFn) {
    host::begin();
    let failure = run_inside(kind, extension);
    // No frame of the run is left: a trap leaves none on the stack.
    host::end();
    if let Some(Failure(at, length)) = failure {
        // SAFETY: the text is in memory of the run, which is reset when the next run begins.
        stop(door::text(unsafe {
            core::slice::from_raw_parts(at, length)
        }));
    }
}

/// Returns the failure of a run for which the host has no response.
#[inline(never)]
fn run_inside(kind: u32, extension: RunFn) -> Option<Failure> {
    #[cfg(feature = "log")]
    door::log_bridge::install();
    door::begin(kind);
    let run = Run::new();
    let arguments = WasmStateElement::new(door::arguments());
    extension(WasmState::new(&run), arguments);
    run.finish();
    let (status, code, text) = run.failure()?;
    let responds = matches!(
        ExtensionKind::try_from(kind),
        Ok(ExtensionKind::Command | ExtensionKind::Query)
    );
    if responds && status == Status::Error {
        let code = u32::try_from(code)
            .ok()
            .filter(|code| (100..600).contains(code));
        door::respond(code.unwrap_or(400), text);
        return None;
    }
    Some(Failure(text.as_ptr(), text.len()))
}

/// Traps with the text that the tier reports.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    #[cfg(feature = "panic-message")]
    stop(&crate::arena::text::formatted(
        &info.message(),
        heeus_abi::limits::MAX_FAULT_TEXT,
    ));
    #[cfg(not(feature = "panic-message"))]
    {
        let _ = info;
        stop("the extension panicked");
    }
}
