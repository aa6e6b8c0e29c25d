//! The parameters and results of extensions of each kind, as traits with an error message of their
//! own.
//!
//! Nothing here is for calls by hand: [`extension`](crate::extension) calls it.

mod context_param;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod function;
mod result;

use alloc::vec::Vec;

use crate::context::{
    CommandContext, Context, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::error::{Error, ExtensionError};
use crate::run::{Returned, Run};
use crate::sys::events::EventNames;
use crate::sys::{Event, EventArgument};
use crate::typed::{Record, Rows, ToRecord};
use crate::untyped::{WasmState, WasmStateElement};

/// Fails the run of an extension that could not be called, because its arguments do not fit.
#[cold]
fn refused<'run>(ctx: &impl Context<'run>, error: &Error) -> Returned {
    ctx.state().run().failed(error)
}

// Generated code calls the methods of these traits by the trait's name, and not through functions
// with bounds; and no implementation is recommended. So the compiler shows the user's type and the
// texts below, and nothing of this file. The traits of each kind have names of their own: otherwise
// the compiler would report that a type has the trait of another kind.
macro_rules! kind {
    (
        $kind:ident, $context:ident,
        [$ContextParam:ident $ArgsParam:ident $Output:ident $Success:ident $Failure:ident],
        $context_param:literal, $args_param:literal, $output:literal, $failure:literal,
        $signature:literal, $of_type:literal
    ) => {
        /// Parameters and results of extensions of this kind.
        pub mod $kind {
            // The names that generated code uses.
            #[doc(hidden)]
            pub use self::{
                $ArgsParam as ArgsParam, $ContextParam as ContextParam, $Failure as Failure,
                $Output as Output, $Success as Success,
            };

            use super::*;

            /// The first parameter of an extension of this kind.
            #[diagnostic::on_unimplemented(
                message = $context_param,
                label = "not the first argument of an extension of this kind",
                note = $signature,
                note = $of_type
            )]
            pub trait $ContextParam<'s, 'run>: Sized {
                #[doc(hidden)]
                fn from_context(ctx: &'s $context<'run>) -> Self;
            }

            /// The second parameter of an extension of this kind.
            #[diagnostic::on_unimplemented(
                message = $args_param,
                label = "not the second argument of an extension of this kind",
                note = $signature,
                note = $of_type
            )]
            pub trait $ArgsParam<'run>: Sized {
                /// The events of an enum, of a projector.
                #[doc(hidden)]
                const EVENTS: Option<&'static EventNames> = None;

                #[doc(hidden)]
                fn try_from_args(
                    ctx: &$context<'run>,
                    args: WasmStateElement<'run>,
                ) -> Result<Self, Error>;

                /// Returns the argument; if it does not fit, the run fails with the error of that.
                #[doc(hidden)]
                #[inline]
                fn from_args(
                    ctx: &$context<'run>,
                    args: WasmStateElement<'run>,
                ) -> Result<Self, Returned> {
                    Self::try_from_args(ctx, args).map_err(|error| refused(ctx, &error))
                }
            }

            /// The result of an extension of this kind.
            #[diagnostic::on_unimplemented(
                message = $output,
                label = "not the result of an extension of this kind",
                note = $signature,
                note = $of_type,
                note = "E is `Error`, a text, or a type of your own that derives \
                        `heeus_sdk::ExtensionError`"
            )]
            pub trait $Output {
                #[doc(hidden)]
                fn returned(self, ctx: &$context<'_>) -> Returned;
            }

            /// The result of an extension of this kind that succeeds.
            #[diagnostic::on_unimplemented(
                message = $output,
                label = "not the result of an extension of this kind",
                note = $signature,
                note = $of_type
            )]
            pub trait $Success: Sized {
                #[doc(hidden)]
                fn add_result(self, ctx: &$context<'_>);

                #[doc(hidden)]
                #[inline]
                fn done(self, ctx: &$context<'_>) -> Returned {
                    self.add_result(ctx);
                    Run::done()
                }
            }

            /// The error of an extension of this kind.
            #[diagnostic::on_unimplemented(
                message = $failure,
                label = "expected a type that implements `ExtensionError`",
                note = $signature,
                note = "a type of your own derives `Debug` and `heeus_sdk::ExtensionError`; an \
                        error of another crate becomes a text, for `Error` as E: `.map_err(|error| \
                        error.to_string())?`"
            )]
            pub trait $Failure {
                #[doc(hidden)]
                fn failed(self, ctx: &$context<'_>) -> Returned;
            }

            #[diagnostic::do_not_recommend]
            impl $Success for () {
                #[inline]
                fn add_result(self, _: &$context<'_>) {}
            }

            #[diagnostic::do_not_recommend]
            impl<E: ExtensionError> $Failure for E {
                #[inline]
                fn failed(self, ctx: &$context<'_>) -> Returned {
                    ctx.untyped().run().failed(&self)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<A: $Success> $Output for A {
                #[inline]
                fn returned(self, ctx: &$context<'_>) -> Returned {
                    self.done(ctx)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<A: $Success, E: $Failure> $Output for Result<A, E> {
                #[inline]
                fn returned(self, ctx: &$context<'_>) -> Returned {
                    match self {
                        Ok(done) => done.done(ctx),
                        Err(error) => error.failed(ctx),
                    }
                }
            }

            /// The context of a run.
            #[doc(hidden)]
            #[inline]
            pub const fn context(state: WasmState<'_>) -> $context<'_> {
                $context::new(state)
            }
        }
    };
}

kind! {
    command, CommandContext,
    [CommandContextParam CommandArgsParam CommandOutput CommandSuccess CommandFailure],
    "the first argument of a command is `&CommandContext`, not `{Self}`",
    "the second argument of a command is a struct that derives `Record`, not `{Self}`",
    "a command returns nothing, a struct that derives `Record`, or a `Result` of one of them, not \
     `{Self}`",
    "`{Self}` is not an error that a command can return",
    "the signature of a command is `fn(ctx: &CommandContext, args: A) -> Result<R, E>`",
    "A and R derive `heeus_sdk::Record`, an entity too; R may be `()`, and `args` may be left out"
}

kind! {
    query, QueryContext, [QueryContextParam QueryArgsParam QueryOutput QuerySuccess QueryFailure],
    "the first argument of a query is `&QueryContext`, not `{Self}`",
    "the second argument of a query is a struct that derives `Record`, not `{Self}`",
    "a query returns a struct that derives `Record`, a `Vec` or an `Option` of them, nothing, or a \
     `Result` of one of these, not `{Self}`",
    "`{Self}` is not an error that a query can return",
    "the signature of a query is `fn(ctx: &QueryContext, args: A) -> Result<Vec<R>, E>`",
    "A and R derive `heeus_sdk::Record`, an entity too; one row is returned as R, and \
     `ctx.result(&row)` returns rows one by one; `args` may be left out"
}

kind! {
    validator, ValidatorContext,
    [ValidatorContextParam ValidatorArgsParam ValidatorOutput ValidatorSuccess ValidatorFailure],
    "the first argument of a validator is `&ValidatorContext`, not `{Self}`",
    "the second argument of a validator is a struct that derives `Record`, not `{Self}`",
    "a validator returns `Result<(), E>`: it accepts, or refuses with a reason, not `{Self}`",
    "`{Self}` is not an error that a validator can return",
    "the signature of a validator is `fn(ctx: &ValidatorContext, args: A) -> Result<(), E>`",
    "A derives `heeus_sdk::Record`, and `args` may be left out"
}

kind! {
    projector, ProjectorContext,
    [ProjectorContextParam ProjectorArgsParam ProjectorOutput ProjectorSuccess ProjectorFailure],
    "the first argument of a projector is `&ProjectorContext`, not `{Self}`",
    "the second argument of a projector is `Event<A>`, not `{Self}`",
    "a projector returns nothing or `Result<(), E>`, not `{Self}`",
    "`{Self}` is not an error that a projector can return",
    "the signature of a projector is `fn(ctx: &ProjectorContext, event: Event<A>) -> Result<(), \
     E>`",
    "A derives `heeus_sdk::Record`, or is `()` if the projector does not read the event's \
     argument; `event` may be left out"
}

kind! {
    job, JobContext, [JobContextParam JobArgsParam JobOutput JobSuccess JobFailure],
    "the first argument of a job is `&JobContext`, not `{Self}`",
    "the second argument of a job is a struct that derives `Record`, not `{Self}`",
    "a job returns nothing or `Result<(), E>`, not `{Self}`",
    "`{Self}` is not an error that a job can return",
    "the signature of a job is `fn(ctx: &JobContext) -> Result<(), E>`",
    "a second argument, which derives `heeus_sdk::Record`, may follow"
}

macro_rules! arguments {
    ($($kind:ident $context:ident)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<'run, A: Record<'run>> $kind::ArgsParam<'run> for A {
            #[inline]
            fn try_from_args(
                _: &$context<'run>,
                args: WasmStateElement<'run>,
            ) -> Result<Self, Error> {
                A::from_record(args.record())
            }
        }
    )+};
}

arguments! {
    command CommandContext
    query QueryContext
    validator ValidatorContext
    job JobContext
}

#[diagnostic::do_not_recommend]
impl<'run> projector::ArgsParam<'run> for WasmStateElement<'run> {
    #[inline]
    fn try_from_args(_: &ProjectorContext<'run>, args: Self) -> Result<Self, Error> {
        Ok(args)
    }
}

impl<'run, A: EventArgument<'run>> projector::ArgsParam<'run> for Event<'run, A> {
    const EVENTS: Option<&'static EventNames> = A::EVENTS;

    #[inline]
    fn try_from_args(
        ctx: &ProjectorContext<'run>,
        _: WasmStateElement<'run>,
    ) -> Result<Self, Error> {
        Self::get(ctx)
    }
}

macro_rules! results {
    ($($kind:ident $context:ident)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: ToRecord> $kind::Success for R {
            #[inline]
            fn add_result(self, ctx: &$context<'_>) {
                ctx.result(&self);
            }
        }
    )+};
}

results! {
    command CommandContext
    query QueryContext
}

#[diagnostic::do_not_recommend]
impl<R: ToRecord> query::Success for Option<R> {
    #[inline]
    fn add_result(self, ctx: &QueryContext<'_>) {
        if let Some(row) = self {
            ctx.result(&row);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<R: ToRecord> query::Success for Vec<R> {
    fn add_result(self, ctx: &QueryContext<'_>) {
        for row in &self {
            ctx.result(row);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<R: ToRecord> query::Success for Rows<R> {
    fn add_result(self, ctx: &QueryContext<'_>) {
        for row in self.as_slice() {
            ctx.result(row);
        }
    }
}
