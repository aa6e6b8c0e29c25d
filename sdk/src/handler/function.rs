//! Extensions as values: closures and functions without an annotation. Natively only.

use alloc::boxed::Box;

use heeus_abi::ExtensionKind;

use super::{command, job, projector, query, validator};
use crate::context::{
    CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::run::Returned;
use crate::sys::{Event, EventArgument};
use crate::untyped::{WasmState, WasmStateElement};

type Run =
    dyn for<'run> Fn(WasmState<'run>, WasmStateElement<'run>) -> Returned + Send + Sync + 'static;

/// An extension as a value: its kind, and its function.
pub struct Function {
    kind: ExtensionKind,
    run: Box<Run>,
}

impl Function {
    /// Creates the value for [`function!`](crate::native::function).
    #[doc(hidden)]
    pub fn new(
        kind: ExtensionKind,
        run: impl for<'run> Fn(WasmState<'run>, WasmStateElement<'run>) -> Returned
        + Send
        + Sync
        + 'static,
    ) -> Self {
        let run = Box::new(run);
        Self { kind, run }
    }

    /// Creates an extension of any kind that uses only the untyped layer.
    pub fn untyped<R: job::Output>(
        kind: ExtensionKind,
        function: impl for<'s, 'run> Fn(&'s WasmState<'run>, WasmStateElement<'run>) -> R
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self::new(kind, move |state, args| {
            let ctx = &job::context(state);
            function(ctx.untyped(), args).returned(ctx)
        })
    }

    /// The kind.
    pub const fn kind(&self) -> ExtensionKind {
        self.kind
    }

    pub(crate) fn call<'run>(
        &self,
        state: WasmState<'run>,
        args: WasmStateElement<'run>,
    ) -> Returned {
        (self.run)(state, args)
    }
}

/// A signature of a function.
#[doc(hidden)]
pub struct Takes<Context, Args, Output>(core::marker::PhantomData<(Context, Args, Output)>);

/// Declares a trait for the functions of each kind, with an implementation for each signature in
/// which only the context and a projector's event depend on a run's lifetime.
macro_rules! functions {
    ($($kind:ident $Kind:ident $Context:ident $Trait:ident $message:literal $note:literal)+) => {$(
        #[doc = $message]
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "not a function with this signature",
            note = $note,
            note = "write the types of a closure's parameters, `&` included; for arguments that \
                    borrow from the run, use `heeus_sdk::native::function!`"
        )]
        pub trait $Trait<Signature>: Send + Sync + 'static {
            #[doc(hidden)]
            fn call<'run>(&self, ctx: &$Context<'run>, args: WasmStateElement<'run>) -> Returned;
        }

        #[diagnostic::do_not_recommend]
        impl<F, R> $Trait<Takes<$Context<'static>, (), R>> for F
        where
            F: for<'s, 'run> Fn(&'s $Context<'run>) -> R + Send + Sync + 'static,
            R: $kind::Output,
        {
            fn call<'run>(&self, ctx: &$Context<'run>, _: WasmStateElement<'run>) -> Returned {
                self(ctx).returned(ctx)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<F, R> $Trait<Takes<WasmState<'static>, (), R>> for F
        where
            F: for<'s, 'run> Fn(&'s WasmState<'run>) -> R + Send + Sync + 'static,
            R: $kind::Output,
        {
            fn call<'run>(&self, ctx: &$Context<'run>, _: WasmStateElement<'run>) -> Returned {
                self(ctx.untyped()).returned(ctx)
            }
        }

        impl Function {
            #[doc = $message]
            pub fn $kind<Signature>(function: impl $Trait<Signature>) -> Self {
                Self::new(ExtensionKind::$Kind, move |state, args| {
                    function.call(&$kind::context(state), args)
                })
            }
        }
    )+};
}

functions! {
    command Command CommandContext CommandFunction
        "A function that can be a command."
        "the signature of a command is `fn(ctx: &CommandContext, args: A) -> Result<R, E>`"
    query Query QueryContext QueryFunction
        "A function that can be a query."
        "the signature of a query is `fn(ctx: &QueryContext, args: A) -> Result<Vec<R>, E>`"
    validator Validator ValidatorContext ValidatorFunction
        "A function that can be a validator."
        "the signature of a validator is `fn(ctx: &ValidatorContext, args: A) -> Result<(), E>`"
    projector Projector ProjectorContext ProjectorFunction
        "A function that can be a projector."
        "the signature of a projector is `fn(ctx: &ProjectorContext, event: Event<A>) -> \
         Result<(), E>`"
    job Job JobContext JobFunction
        "A function that can be a job."
        "the signature of a job is `fn(ctx: &JobContext) -> Result<(), E>`"
}

/// Implements the traits for functions whose second parameter owns all of its data.
macro_rules! with_arguments {
    ($($kind:ident $Context:ident $Trait:ident)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<F, A, R> $Trait<Takes<$Context<'static>, (A,), R>> for F
        where
            F: for<'s, 'run> Fn(&'s $Context<'run>, A) -> R + Send + Sync + 'static,
            A: for<'run> $kind::ArgsParam<'run>,
            R: $kind::Output,
        {
            fn call<'run>(&self, ctx: &$Context<'run>, args: WasmStateElement<'run>) -> Returned {
                match $kind::ArgsParam::from_args(ctx, args) {
                    Ok(args) => self(ctx, args).returned(ctx),
                    Err(refused) => refused,
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<F, A, R> $Trait<Takes<WasmState<'static>, (A,), R>> for F
        where
            F: for<'s, 'run> Fn(&'s WasmState<'run>, A) -> R + Send + Sync + 'static,
            A: for<'run> $kind::ArgsParam<'run>,
            R: $kind::Output,
        {
            fn call<'run>(&self, ctx: &$Context<'run>, args: WasmStateElement<'run>) -> Returned {
                match $kind::ArgsParam::from_args(ctx, args) {
                    Ok(args) => self(ctx.untyped(), args).returned(ctx),
                    Err(refused) => refused,
                }
            }
        }
    )+};
}

with_arguments! {
    command CommandContext CommandFunction
    query QueryContext QueryFunction
    validator ValidatorContext ValidatorFunction
    job JobContext JobFunction
}

#[diagnostic::do_not_recommend]
impl<F, A, R> ProjectorFunction<Takes<ProjectorContext<'static>, (A,), R>> for F
where
    F: for<'s, 'run> Fn(&'s ProjectorContext<'run>, Event<'run, A>) -> R + Send + Sync + 'static,
    A: for<'run> EventArgument<'run>,
    R: projector::Output,
{
    fn call<'run>(&self, ctx: &ProjectorContext<'run>, args: WasmStateElement<'run>) -> Returned {
        match projector::ArgsParam::from_args(ctx, args) {
            Ok(event) => self(ctx, event).returned(ctx),
            Err(refused) => refused,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<F, A, R> ProjectorFunction<Takes<WasmState<'static>, (A,), R>> for F
where
    F: for<'s, 'run> Fn(&'s WasmState<'run>, Event<'run, A>) -> R + Send + Sync + 'static,
    A: for<'run> EventArgument<'run>,
    R: projector::Output,
{
    fn call<'run>(&self, ctx: &ProjectorContext<'run>, args: WasmStateElement<'run>) -> Returned {
        match projector::ArgsParam::from_args(ctx, args) {
            Ok(event) => self(ctx.untyped(), event).returned(ctx),
            Err(refused) => refused,
        }
    }
}

/// Creates a [`Function`] from a kind and a closure. The macro gives the closure's parameters the
/// types that the closure's call needs; they may borrow from the run.
///
/// ```
/// use heeus_sdk::native::{self, Function};
/// use heeus_sdk::prelude::*;
///
/// #[derive(Record)]
/// struct Order<'run> {
///     article: &'run str,
/// }
///
/// fn new_order(_: &CommandContext<'_>, order: Order<'_>) -> Result<(), Error> {
///     if order.article.is_empty() { Err("no article".into()) } else { Ok(()) }
/// }
///
/// let command: Function = native::function!(command, |ctx, order| new_order(ctx, order));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __function {
    ($kind:ident, |$ctx:pat_param $(, $args:pat_param)? $(,)?| $called:expr) => {
        $crate::native::Function::new($crate::__function!(@ $kind), move |state, args| {
            let ctx = &$crate::__private_1::$kind::context(state);
            $(
                let $args = match $crate::__private_1::$kind::ArgsParam::from_args(ctx, args) {
                    ::core::result::Result::Ok(args) => args,
                    ::core::result::Result::Err(refused) => return refused,
                };
            )?
            let $ctx = $crate::__private_1::$kind::ContextParam::from_context(ctx);
            $crate::__private_1::$kind::Output::returned($called, ctx)
        })
    };
    (@ command) => { $crate::native::ExtensionKind::Command };
    (@ query) => { $crate::native::ExtensionKind::Query };
    (@ validator) => { $crate::native::ExtensionKind::Validator };
    (@ projector) => { $crate::native::ExtensionKind::Projector };
    (@ job) => { $crate::native::ExtensionKind::Job };
}
