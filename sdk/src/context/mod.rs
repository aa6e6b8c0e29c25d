//! Kinds as types: the context that an extension of a kind receives, and its access to storages.

pub(crate) mod access;
mod kinds;

pub use access::{
    Context, GetAppSecret, GetCommandContext, GetEvent, GetFederationCommand, GetJobContext,
    GetQueryContext, GetRecord, GetRequestSubject, GetUniq, GetView, GetWLog, InsertLogger,
    InsertRecord, InsertResponse, InsertResult, InsertSendMail, InsertView, ReadHttp, ReadView,
    ReadWLog, UpdateRecord, UpdateView,
};
pub use kinds::{CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext};
