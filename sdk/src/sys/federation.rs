//! Commands of other applications.

use heeus_abi::Storage;

use super::must_get;
use crate::Record;
use crate::context::GetFederationCommand;
use crate::error::Error;
use crate::untyped::{QName, WasmStateElement};

/// A command of another application, or in another workspace.
#[derive(Debug, Clone, Record)]
pub struct FederationCommand<'a> {
    owner: &'a str,
    app_name: &'a str,
    #[record(rename = "WSID")]
    wsid: i64,
    command: QName<'a>,
    body: &'a str,
    token: Option<&'a str>,
    expected_codes: Option<&'a str>,
}

impl<'a> FederationCommand<'a> {
    /// A command of the application `owner`/`app_name` in the workspace `wsid`, with a body in JSON.
    pub const fn new(
        (owner, app_name): (&'a str, &'a str),
        wsid: i64,
        command: QName<'a>,
        body: &'a str,
    ) -> Self {
        Self {
            owner,
            app_name,
            wsid,
            command,
            body,
            token: None,
            expected_codes: None,
        }
    }

    /// Sets the token that it is called with.
    pub const fn token(mut self, token: &'a str) -> Self {
        self.token = Some(token);
        self
    }

    /// Sets the status codes that are no error, separated by commas.
    pub const fn expected_codes(mut self, codes: &'a str) -> Self {
        self.expected_codes = Some(codes);
        self
    }

    /// Has the platform run the command, and waits for its answer.
    ///
    /// # Errors
    /// Where there is no answer, or one with a status code that is not expected.
    pub fn run<'run>(
        &self,
        ctx: &impl GetFederationCommand<'run>,
    ) -> Result<FederationAnswer<'run>, Error> {
        must_get(ctx.state(), Storage::FederationCommand, self)
    }
}

/// What a command of another application answered.
#[derive(Debug, Clone, Record)]
pub struct FederationAnswer<'run> {
    /// The status code.
    pub status_code: i32,
    /// Ids of the records that it made, by the raw ids of the call.
    #[record(rename = "NewIDs")]
    pub new_ids: Option<WasmStateElement<'run>>,
    /// Its result.
    pub result: Option<WasmStateElement<'run>>,
}
