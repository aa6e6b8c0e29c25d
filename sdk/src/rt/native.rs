//! The native twin of the door: the same extensions, run as plain Rust against a [`Host`].
//!
//! A test kit offers the [`Host`]; extension code does not come here.

use alloc::alloc::{alloc_zeroed, dealloc, handle_alloc_error};
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ptr::NonNull;

use heeus_abi::{GetCode, Kind, ReadCode, RecordRef};

#[doc(inline)]
pub use crate::__function as function;
pub use crate::kind::function::{
    CommandFunction, Function, JobFunction, ProjectorFunction, QueryFunction, ValidatorFunction,
};

use super::OnElement;
use super::registry::{self, Registration};
use crate::kind::handler::job::{Returns, context};
use crate::run::{Returned, Run};
use crate::state::{WasmState, WasmStateElement};

/// What the host gives to the guest, natively. Blocks are those of ABI.md.
pub trait Host {
    /// Looks up the element of a whole key block.
    ///
    /// # Errors
    /// Any code but [`GetCode::Exists`]; that one counts as an i/o error here.
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode>;

    /// Hands key and element of everything under a partial key block to `on_element`, in key order, until that returns
    /// false; at most `limit` of them, 0 for all.
    fn read(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> ReadCode;
}

std::thread_local! {
    static HOST: RefCell<Option<Rc<dyn Host>>> = const { RefCell::new(None) };
}

#[cfg(feature = "log")]
std::thread_local! {
    /// Whether the code that runs on this thread is an extension's.
    static IN_GUEST: Cell<bool> = const { Cell::new(false) };
}

/// Whether the code that runs on this thread is an extension's: what the host logs is not of the run.
#[cfg(feature = "log")]
pub(super) fn in_guest() -> bool {
    // Not there any more where a thread ends.
    IN_GUEST.try_with(Cell::get).unwrap_or_default()
}

/// Does work of the extension's or of the host's side, also where it panics.
#[cfg(feature = "log")]
fn on_side<R>(guest: bool, work: impl FnOnce() -> R) -> R {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            IN_GUEST.set(self.0);
        }
    }
    let _before = Before(IN_GUEST.replace(guest));
    work()
}

#[cfg(not(feature = "log"))]
fn on_side<R>(_: bool, work: impl FnOnce() -> R) -> R {
    work()
}

/// Puts back the host that was there before, also where the extension panics.
struct Before(Option<Rc<dyn Host>>);

impl Drop for Before {
    fn drop(&mut self) {
        HOST.replace(self.0.take());
    }
}

/// An annotated function of this program.
#[derive(Clone, Copy)]
pub struct Extension(&'static Registration);

impl Extension {
    /// All extensions of this program, in no order.
    pub fn all() -> impl Iterator<Item = Self> {
        Registration::all().into_iter().map(Self)
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// The crate that it is annotated in, as Rust names it.
    pub fn crate_name(&self) -> &'static str {
        registry::crate_of(self.0.module())
    }

    /// Its kind, `None` where the number is not one.
    pub fn kind(&self) -> Option<Kind> {
        Kind::try_from(self.0.kind()).ok()
    }

    /// Runs it on this thread against `host`. Returns the result block of ABI.md, section 8, `None` where the run left
    /// nothing.
    ///
    /// # Panics
    /// Where the extension does.
    pub fn run(&self, host: Rc<dyn Host>, args: RecordRef<'_>) -> Option<Vec<u8>> {
        run_with(host, self.0.run(), args)
    }
}

impl Function {
    /// Runs it as [`Extension::run`] does.
    ///
    /// # Panics
    /// Where the function does.
    pub fn run(&self, host: Rc<dyn Host>, args: RecordRef<'_>) -> Option<Vec<u8>> {
        run_with(host, |state, args| self.call(state, args), args)
    }
}

/// The entries of the manifest section that this program would have as a module.
pub fn manifest() -> Vec<u8> {
    registry::manifest(|_| true)
}

/// Those entries that crates made which `wanted` takes, by the names that Rust has for them.
pub fn manifest_of(wanted: impl Fn(&str) -> bool) -> Vec<u8> {
    registry::manifest(wanted)
}

/// The log lines of a run on this thread that did not end, because the extension panicked; encoded as in ABI.md, section
/// 8. They are gone then.
pub fn left_logs() -> Vec<u8> {
    super::logs::take(|lines, _| lines.to_vec())
}

/// Runs a function that need not be annotated on this thread against `host`. Returns as [`Extension::run`] does.
///
/// # Panics
/// Where the function does.
pub fn run<R: Returns>(
    host: Rc<dyn Host>,
    extension: fn(&WasmState<'_>, WasmStateElement<'_>) -> R,
    args: RecordRef<'_>,
) -> Option<Vec<u8>> {
    run_with(
        host,
        |state, args| {
            let ctx = context(state);
            extension(ctx.untyped(), args).returned(&ctx)
        },
        args,
    )
}

fn run_with(
    host: Rc<dyn Host>,
    extension: impl for<'run> FnOnce(WasmState<'run>, WasmStateElement<'run>) -> Returned,
    args: RecordRef<'_>,
) -> Option<Vec<u8>> {
    let _before = Before(HOST.replace(Some(host)));
    super::logs::take(|_, _| ());
    #[cfg(feature = "log")]
    super::facade::install();
    let run = Run::new();
    on_side(true, || {
        extension(WasmState::new(&run), WasmStateElement::new(args))
    });
    run.finish().map(<[u8]>::to_vec)
}

fn host() -> Option<Rc<dyn Host>> {
    HOST.with_borrow(Clone::clone)
}

/// Memory that lives as long as a run.
pub struct RunMemory {
    blocks: Cell<Vec<(NonNull<u8>, Layout)>>,
}

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self {
            blocks: Cell::new(Vec::new()),
        }
    }

    /// `size` zeros, aligned so.
    pub(crate) fn bytes(&self, size: usize, align: usize) -> NonNull<u8> {
        // One byte more, so that the size is never 0.
        let layout = Layout::from_size_align(size.saturating_add(1), align);
        let layout = layout.unwrap_or(Layout::new::<u8>());
        // SAFETY: the size is not 0.
        let block = NonNull::new(unsafe { alloc_zeroed(layout) });
        let Some(block) = block.filter(|_| layout.size() > size) else {
            handle_alloc_error(layout)
        };
        let mut blocks = self.blocks.take();
        blocks.push((block, layout));
        self.blocks.set(blocks);
        block
    }
}

impl Drop for RunMemory {
    fn drop(&mut self) {
        for (block, layout) in self.blocks.take() {
            // SAFETY: it came from `alloc_zeroed` with this layout, stands in the list once, and all borrows of the run
            // are over.
            unsafe { dealloc(block.as_ptr(), layout) };
        }
    }
}

/// Looks up the element of a key block; returns the host's code and, with code 0, the element.
pub(crate) fn get_elem<'run>(memory: &'run RunMemory, key: &[u8]) -> (u32, RecordRef<'run>) {
    let get = |host: Rc<dyn Host>| on_side(false, || host.get(key));
    match host().map_or(Err(GetCode::Io), get) {
        Ok(element) => (
            GetCode::Exists.number(),
            RecordRef::trusted(memory.keep(&element)),
        ),
        Err(GetCode::Exists) => (GetCode::Io.number(), RecordRef::empty()),
        Err(code) => (code.number(), RecordRef::empty()),
    }
}

/// Reads the elements under a partial key block, at most `limit` of them, 0 for all; returns the host's code.
pub(crate) fn read_elems(key: &[u8], limit: u32, on_element: &mut impl OnElement) -> u32 {
    let Some(host) = host() else {
        return ReadCode::Io.number();
    };
    let mut deliver = |key: &[u8], element: &[u8]| {
        on_side(true, || {
            on_element(RecordRef::trusted(key), RecordRef::trusted(element))
        })
    };
    on_side(false, || host.read(key, limit, &mut deliver)).number()
}
