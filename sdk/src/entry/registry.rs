//! Registration of extensions without a central list: constructors that run before anything else.

/// Registers an extension and puts it into the manifest.
#[cfg(not(all(target_arch = "wasm32", feature = "voedger")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    (
        export: $export:literal,
        name: $name:literal, kind: $kind:literal, run: $run:path, manifest: $manifest:literal $(,)?
    ) => {
        const _: () = {
            static REGISTRATION: $crate::__private_1::Registration =
                $crate::__private_1::Registration::inside(
                    $crate::__private_1::Registration::new($name, $kind, $run),
                    ::core::module_path!(),
                );

            extern "C" fn register() {
                $crate::__private_1::Registration::add(&REGISTRATION);
            }
            $crate::__private_1::constructor! { register }
        };
        $crate::__private_1::manifest! {
            &$crate::__private_1::with_origin::<
                { <[::core::primitive::u8]>::len($manifest) + $crate::__private_1::ORIGIN_BYTES },
            >(
                $manifest,
                ::core::module_path!(),
                ::core::option_env!("CARGO_PKG_VERSION"),
                (::core::line!(), ::core::column!()),
            )
        }
    };
}

/// Lets a function run before everything else: in `WasmInit`, natively before `main`.
#[doc(hidden)]
#[macro_export]
macro_rules! __constructor {
    ($function:ident) => {
        // SAFETY: the section holds functions without parameters, each of which is called once.
        #[used]
        #[cfg_attr(
            target_vendor = "apple",
            unsafe(link_section = "__DATA,__mod_init_func")
        )]
        #[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
        #[cfg_attr(
            not(any(target_vendor = "apple", windows)),
            unsafe(link_section = ".init_array")
        )]
        static CONSTRUCTOR: extern "C" fn() = $function;
    };
}

/// Adds an entry to the manifest.
#[doc(hidden)]
#[macro_export]
macro_rules! __manifest {
    ($entry:expr) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            // SAFETY: on wasm such a static becomes a part of the custom section and is not loaded.
            // Entries have their size, so the linker may join them. Not `#[used]`: that would load
            // a copy of it too.
            #[unsafe(link_section = "heeus.manifest")]
            static ENTRY: [::core::primitive::u8; <[::core::primitive::u8]>::len($entry)] = *$entry;
        };
        #[cfg(not(target_arch = "wasm32"))]
        const _: () = {
            const ENTRY: &[::core::primitive::u8] = $entry;

            extern "C" fn declare() {
                $crate::__private_1::declare(ENTRY, ::core::module_path!());
            }
            $crate::__private_1::constructor! { declare }
        };
    };
}

#[cfg(all(target_arch = "wasm32", not(feature = "voedger")))]
mod wasm {
    use core::cell::Cell;

    use crate::untyped::RunFn;

    /// An extension in the list of all extensions.
    pub struct Registration {
        next: Cell<Option<&'static Registration>>,
        name: *const u8,
        kind: u8,
        run: RunFn,
    }

    // SAFETY: a guest has one thread (ABI.md, section 1: its memory is not shared).
    unsafe impl Sync for Registration {}

    struct Head(Cell<Option<&'static Registration>>);

    // SAFETY: as above.
    unsafe impl Sync for Head {}

    static HEAD: Head = Head(Cell::new(None));

    impl Registration {
        /// An extension that is not in the list yet.
        ///
        /// # Panics
        /// At compile time, if `name` does not end with a NUL.
        pub const fn new(name: &'static [u8], kind: u8, run: RunFn) -> Self {
            assert!(
                matches!(name, [.., 0]),
                "the name of an extension ends with a NUL"
            );
            let name = name.as_ptr();
            Self {
                next: Cell::new(None),
                name,
                kind,
                run,
            }
        }

        /// Does nothing: on wasm nobody asks for the crate of an extension.
        #[inline(always)]
        #[expect(
            clippy::inline_always,
            reason = "a call costs each extension ten bytes"
        )]
        pub const fn inside(self, _: &'static str) -> Self {
            self
        }

        /// Adds it to the list. A constructor calls this once.
        #[inline(always)]
        #[expect(
            clippy::inline_always,
            reason = "a call costs each extension ten bytes"
        )]
        pub fn add(&'static self) {
            self.next.set(HEAD.0.replace(Some(self)));
        }

        /// Returns the extension of this name.
        ///
        /// # Safety
        /// `name` is the address of bytes that end with a NUL.
        pub(crate) unsafe fn find(name: *const u8) -> Option<&'static Self> {
            let mut next = HEAD.0.get();
            while let Some(registration) = next {
                let (mut ours, mut theirs) = (registration.name, name);
                // SAFETY: the caller's promise, and `new`'s for the registered name: both end with
                // a NUL. All bytes before were equal and none was NUL, so both names continue.
                // Volatile keeps the loop as small as it is here.
                while unsafe { ours.read_volatile() == theirs.read_volatile() } {
                    // SAFETY: the same.
                    if unsafe { ours.read() } == 0 {
                        return Some(registration);
                    }
                    ours = ours.wrapping_add(1);
                    theirs = theirs.wrapping_add(1);
                }
                next = registration.next.get();
            }
            None
        }

        pub(crate) fn kind(&self) -> u32 {
            self.kind.into()
        }

        pub(crate) fn run(&self) -> RunFn {
            self.run
        }
    }
}

/// The list of a native program, which may have many threads.
#[cfg(not(target_arch = "wasm32"))]
mod native {
    use alloc::vec::Vec;
    use core::ffi::CStr;
    use std::sync::{Mutex, PoisonError};

    use crate::untyped::RunFn;

    /// An extension in the list of all extensions.
    pub struct Registration {
        name: &'static [u8],
        kind: u8,
        run: RunFn,
        module: &'static str,
    }

    static EXTENSIONS: Mutex<Vec<&'static Registration>> = Mutex::new(Vec::new());
    /// Entries, each with the module of Rust that declared it.
    static MANIFEST: Mutex<Vec<(&'static str, &'static [u8])>> = Mutex::new(Vec::new());

    impl Registration {
        /// An extension that is not in the list yet. `name` ends with a NUL.
        pub const fn new(name: &'static [u8], kind: u8, run: RunFn) -> Self {
            Self {
                name,
                kind,
                run,
                module: "",
            }
        }

        /// The same extension, annotated in this module of Rust.
        pub const fn inside(self, module: &'static str) -> Self {
            Self { module, ..self }
        }

        /// Adds it to the list. A constructor calls this once.
        pub fn add(&'static self) {
            EXTENSIONS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(self);
        }

        pub(crate) fn all() -> Vec<&'static Self> {
            EXTENSIONS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()
        }

        pub(crate) fn name(&self) -> &'static str {
            let name = CStr::from_bytes_with_nul(self.name).ok();
            name.and_then(|name| name.to_str().ok()).unwrap_or_default()
        }

        pub(crate) fn kind(&self) -> u32 {
            self.kind.into()
        }

        pub(crate) fn run(&self) -> RunFn {
            self.run
        }

        pub(crate) const fn module(&self) -> &'static str {
            self.module
        }
    }

    /// Adds an entry to the manifest of this program; `module` is the module of Rust that declares
    /// it.
    pub fn declare(entry: &'static [u8], module: &'static str) {
        MANIFEST
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((module, entry));
    }

    pub(crate) fn manifest(wanted: impl Fn(&str) -> bool) -> Vec<u8> {
        let entries = MANIFEST.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = entries.iter();
        let of_wanted = entries.filter(|(module, _)| wanted(crate_of(module)));
        of_wanted.flat_map(|(_, entry)| *entry).copied().collect()
    }

    /// Returns the crate of a module's path.
    pub(crate) fn crate_of(module: &'static str) -> &'static str {
        module.split("::").next().unwrap_or_default()
    }
}

#[cfg(all(target_arch = "wasm32", feature = "voedger"))]
use super::voedger as wasm;
#[cfg(not(target_arch = "wasm32"))]
pub use native::{Registration, declare};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{crate_of, manifest};
#[cfg(target_arch = "wasm32")]
pub use wasm::Registration;
