//! The call of an extension, and its caller.

use heeus_abi::Storage;

use super::{NOTHING, must_get};
use crate::Record;
use crate::context::access::{
    GetCommandContext, GetJobContext, GetQueryContext, GetRequestSubject,
};
use crate::context::{CommandContext, JobContext, QueryContext, ValidatorContext};
use crate::error::Error;
use crate::run::block::Place;
use crate::untyped::WasmStateElement;

pub(super) const COMMAND_CONTEXT: &Place<'static> = &Place::without_entity(Storage::CommandContext);
pub(super) const QUERY_CONTEXT: &Place<'static> = &Place::without_entity(Storage::QueryContext);
pub(super) const JOB_CONTEXT: &Place<'static> = &Place::without_entity(Storage::JobContext);
const REQUEST_SUBJECT: &Place<'static> = &Place::without_entity(Storage::RequestSubject);

/// The call of a command, beside its argument.
#[derive(Debug, Clone, Record)]
pub struct CommandCall<'run> {
    /// Id of the workspace.
    #[record(default)]
    pub workspace: i64,
    /// Offset that the event of the command gets in the log of the workspace.
    #[record(rename = "WLogOffset", default)]
    pub wlog_offset: i64,
    /// The origin of the call.
    #[record(default)]
    pub origin: &'run str,
    /// The argument.
    pub argument_object: Option<WasmStateElement<'run>>,
    /// The part of the argument that is not kept in the log.
    pub argument_unlogged_object: Option<WasmStateElement<'run>>,
}

/// The call of a query, beside its argument.
#[derive(Debug, Clone, Record)]
pub struct QueryCall<'run> {
    /// Id of the workspace.
    #[record(default)]
    pub workspace: i64,
    /// The argument.
    pub argument_object: Option<WasmStateElement<'run>>,
}

/// The start of a job.
#[derive(Debug, Clone, Record)]
pub struct JobCall {
    /// Id of the workspace.
    #[record(default)]
    pub workspace: i64,
}

/// The caller.
#[derive(Debug, Clone, Record)]
pub struct Subject<'run> {
    /// Id of the workspace of the subject's profile.
    #[record(rename = "ProfileWSID", default)]
    pub profile_wsid: i64,
    /// The kind of the subject: 1 a user, 2 a device, 0 anything else.
    #[record(default)]
    pub kind: i32,
    /// The name.
    #[record(default)]
    pub name: &'run str,
    /// The token of the call.
    #[record(default)]
    pub token: &'run str,
}

impl<'run> CommandCall<'run> {
    /// Gets the call of this run.
    ///
    /// # Errors
    /// If the host has none, or a field has another type.
    pub fn get(ctx: &impl GetCommandContext<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), COMMAND_CONTEXT, NOTHING)
    }
}

impl<'run> QueryCall<'run> {
    /// Gets the call of this run.
    ///
    /// # Errors
    /// If the host has none, or a field has another type.
    pub fn get(ctx: &impl GetQueryContext<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), QUERY_CONTEXT, NOTHING)
    }
}

impl<'run> Subject<'run> {
    /// Gets the subject of this run.
    ///
    /// # Errors
    /// If the host has none, or a field has another type.
    pub fn get(ctx: &impl GetRequestSubject<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), REQUEST_SUBJECT, NOTHING)
    }
}

impl JobCall {
    /// Gets the start of this run.
    ///
    /// # Errors
    /// If the host has none, or a field has another type.
    pub fn get<'run>(ctx: &impl GetJobContext<'run>) -> Result<Self, Error> {
        must_get(ctx.state(), JOB_CONTEXT, NOTHING)
    }
}

macro_rules! calls {
    ($($context:ident, $call:ty;)+) => {$(
        impl<'run> $context<'run> {
            /// Gets the call of the run, beside its argument.
            ///
            /// # Errors
            /// If the host has none.
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
