//! What an extension was called with, and by whom.

use heeus_abi::Storage;

use super::{NOTHING, must_get};
use crate::Record;
use crate::context::{
    CommandContext, GetCommandContext, GetJobContext, GetQueryContext, GetRequestSubject,
    JobContext, QueryContext, ValidatorContext,
};
use crate::error::Error;
use crate::untyped::WasmStateElement;

/// What a command was called with, beside its argument.
#[derive(Debug, Clone, Record)]
pub struct CommandCall<'run> {
    /// Id of the workspace.
    #[record(default)]
    pub workspace: i64,
    /// Offset that the event of the command will have in the log of the workspace.
    #[record(rename = "WLogOffset", default)]
    pub wlog_offset: i64,
    /// Where the call came from.
    #[record(default)]
    pub origin: &'run str,
    /// The argument.
    pub argument_object: Option<WasmStateElement<'run>>,
    /// What of the argument is not kept in the log.
    pub argument_unlogged_object: Option<WasmStateElement<'run>>,
}

/// What a query was called with, beside its argument.
#[derive(Debug, Clone, Record)]
pub struct QueryCall<'run> {
    /// Id of the workspace.
    #[record(default)]
    pub workspace: i64,
    /// The argument.
    pub argument_object: Option<WasmStateElement<'run>>,
}

/// What a job was started with.
#[derive(Debug, Clone, Record)]
pub struct JobCall {
    /// Id of the workspace.
    #[record(default)]
    pub workspace: i64,
    /// When it was started, in milliseconds since 1970, UTC. The time of the run: there is no other.
    #[record(default)]
    pub started_at: i64,
}

/// Who asks.
#[derive(Debug, Clone, Record)]
pub struct Subject<'run> {
    /// Id of the workspace of the subject's profile.
    #[record(rename = "ProfileWSID", default)]
    pub profile_wsid: i64,
    /// What the subject is: 1 a user, 2 a device, 0 anything else.
    #[record(default)]
    pub kind: i32,
    /// Its name.
    #[record(default)]
    pub name: &'run str,
    /// The token that it came with.
    #[record(default)]
    pub token: &'run str,
}

impl<'run> CommandCall<'run> {
    /// That of this run.
    ///
    /// # Errors
    /// Where the host has none, or a field has another type.
    pub fn get(ctx: &impl GetCommandContext<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), Storage::CommandContext, NOTHING)
    }
}

impl<'run> QueryCall<'run> {
    /// That of this run.
    ///
    /// # Errors
    /// Where the host has none, or a field has another type.
    pub fn get(ctx: &impl GetQueryContext<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), Storage::QueryContext, NOTHING)
    }
}

impl<'run> Subject<'run> {
    /// That of this run.
    ///
    /// # Errors
    /// Where the host has none, or a field has another type.
    pub fn get(ctx: &impl GetRequestSubject<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), Storage::RequestSubject, NOTHING)
    }
}

impl JobCall {
    /// That of this run.
    ///
    /// # Errors
    /// Where the host has none, or a field has another type.
    pub fn get<'run>(ctx: &impl GetJobContext<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), Storage::JobContext, NOTHING)
    }
}

macro_rules! calls {
    ($($context:ident, $call:ty;)+) => {$(
        impl<'run> $context<'run> {
            /// What the run was called with, beside its argument.
            ///
            /// # Errors
            /// Where the host has nothing of it.
            pub fn call(&self) -> Result<$call, Error> {
                <$call>::get(self)
            }
        }
    )+};
}

calls! {
    CommandContext, CommandCall<'run>;
    ValidatorContext, CommandCall<'run>;
    QueryContext, QueryCall<'run>;
    JobContext, JobCall;
}
