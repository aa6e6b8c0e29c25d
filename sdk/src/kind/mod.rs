//! Kinds as types: what an extension of a kind is given, may do, and returns.

mod access;
mod context;
mod first;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod function;
pub mod handler;
mod result;

pub use access::{
    Context, GetAppSecret, GetCommandContext, GetEvent, GetFederationCommand, GetJobContext,
    GetQueryContext, GetRecord, GetRequestSubject, GetUniq, GetView, GetWLog, InsertLogger,
    InsertRecord, InsertResponse, InsertResult, InsertSendMail, InsertView, ReadHttp, ReadView,
    ReadWLog, UpdateRecord, UpdateView,
};
pub use context::{CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext};
