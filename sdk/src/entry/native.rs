//! The way in, natively: the same extensions, run as plain Rust against a [`Host`].
//!
//! A test kit implements [`Host`], and compares declarations with the [`Shape`] of structs; code of
//! extensions does not use this module.

use alloc::rc::Rc;
use alloc::vec::Vec;

use heeus_abi::RecordRef;

#[doc(inline)]
pub use crate::__function as function;
pub use crate::door::native::Host;
pub use crate::handler::function::{
    CommandFunction, Function, JobFunction, ProjectorFunction, QueryFunction, ValidatorFunction,
};
/// Also the result of an extension of any kind that uses only the untyped layer.
pub use crate::handler::job::JobOutput;
pub use crate::typed::{FieldShape, Shape};
#[doc(inline)]
pub use heeus_abi::ExtensionKind;

use super::registry::{self, Registration};
use crate::door::logs;
use crate::door::native::{enter, on_side};
use crate::handler::job::context;
use crate::run::{Returned, Run};
use crate::untyped::{WasmState, WasmStateElement};

/// An annotated function of this program.
#[derive(Clone, Copy)]
pub struct Extension(&'static Registration);

impl Extension {
    /// All extensions of this program, in no particular order.
    pub fn all() -> impl Iterator<Item = Self> {
        Registration::all().into_iter().map(Self)
    }

    /// The name.
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// The crate that has the annotation, as Rust names it.
    pub fn crate_name(&self) -> &'static str {
        registry::crate_of(self.0.module())
    }

    /// The kind; `None` if the number has no kind.
    pub fn kind(&self) -> Option<ExtensionKind> {
        ExtensionKind::try_from(self.0.kind()).ok()
    }

    /// Runs the extension on this thread against `host`. Returns the result block of ABI.md,
    /// section 8, `None` if the run left nothing.
    ///
    /// # Panics
    /// If the extension panics.
    pub fn run(&self, host: Rc<dyn Host>, args: RecordRef<'_>) -> Option<Vec<u8>> {
        run_with(host, self.0.run(), args)
    }
}

impl Function {
    /// Runs the function as [`Extension::run`] does.
    ///
    /// # Panics
    /// If the function panics.
    pub fn run(&self, host: Rc<dyn Host>, args: RecordRef<'_>) -> Option<Vec<u8>> {
        run_with(host, |state, args| self.call(state, args), args)
    }
}

/// The entries of the manifest section that this program would have as a module.
pub fn manifest() -> Vec<u8> {
    registry::manifest(|_| true)
}

/// The entries of those crates that `wanted` accepts, by their names in Rust.
pub fn manifest_of(wanted: impl Fn(&str) -> bool) -> Vec<u8> {
    registry::manifest(wanted)
}

/// Takes the log lines of a run on this thread that did not end, because the extension panicked;
/// encoded as in ABI.md, section 8. A second call returns none of them.
pub fn left_logs() -> Vec<u8> {
    logs::take(|lines, _| lines.to_vec())
}

/// Runs a function on this thread against `host`; it needs no annotation. Returns as
/// [`Extension::run`] does.
///
/// # Panics
/// If the function panics.
pub fn run<R: JobOutput>(
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
    let _before = enter(host);
    logs::take(|_, _| ());
    #[cfg(feature = "log")]
    crate::door::log_bridge::install();
    let run = Run::new();
    on_side(true, || {
        extension(WasmState::new(&run), WasmStateElement::new(args))
    });
    run.finish().map(<[u8]>::to_vec)
}
