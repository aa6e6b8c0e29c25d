//! The contexts: access of an extension of each kind to the state.

use heeus_abi::LogLevel;

use crate::untyped::WasmState;

macro_rules! contexts {
    ($($(#[$doc:meta])* $context:ident;)+) => {$(
        $(#[$doc])*
        #[repr(transparent)]
        pub struct $context<'run> {
            state: WasmState<'run>,
        }

        impl<'run> $context<'run> {
            #[inline]
            pub(crate) const fn new(state: WasmState<'run>) -> Self {
                Self { state }
            }

            /// The untyped layer: any storage and entity by its name. Only the host checks what the
            /// kind may do.
            #[inline]
            pub const fn untyped(&self) -> &WasmState<'run> {
                &self.state
            }

            /// Logs a line, with the caller's file and line. The line is kept even if the run
            /// fails.
            #[track_caller]
            pub fn log(&self, level: LogLevel, text: &str) {
                self.state.log(level, text);
            }
        }
    )+};
}

contexts! {
    /// Access of a command to the state.
    ///
    /// A command gets views, records and its own call, inserts and updates records, and answers
    /// with a result and a response.
    CommandContext;
    /// Access of a query to the state.
    ///
    /// A query gets and reads, and answers with result rows and a response; it changes nothing.
    QueryContext;
    /// Access of a validator to the state.
    ///
    /// A validator gets and reads; it accepts a command or refuses it, and changes nothing.
    ValidatorContext;
    /// Access of a projector to the state.
    ///
    /// A projector gets the event that it follows, gets, reads, inserts and updates views, calls
    /// other servers and sends mail.
    ProjectorContext;
    /// Access of a job to the state.
    ///
    /// A job gets, reads, inserts and updates views, calls other servers and sends mail; it is
    /// started by a clock.
    JobContext;
}

/// Access of an extension to the state: the context of its kind, or the untyped [`WasmState`],
/// whose use only the host checks against the kind.
pub trait Context<'run>: sealed::Sealed {
    /// The untyped layer underneath.
    fn state(&self) -> &WasmState<'run>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! untyped {
    ($($context:ident, $state:expr;)+) => {$(
        impl sealed::Sealed for $context<'_> {}

        impl<'run> Context<'run> for $context<'run> {
            #[inline]
            fn state(&self) -> &WasmState<'run> {
                $state(self)
            }
        }
    )+};
}

untyped! {
    WasmState, |state| state;
    CommandContext, CommandContext::untyped;
    QueryContext, QueryContext::untyped;
    ValidatorContext, ValidatorContext::untyped;
    ProjectorContext, ProjectorContext::untyped;
    JobContext, JobContext::untyped;
}
