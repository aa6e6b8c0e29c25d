//! Commands of other applications.

use heeus_abi::Storage;

use super::must_get;
use crate::Record;
use crate::context::access::GetFederationCommand;
use crate::error::Error;
use crate::run::block::Place;
use crate::untyped::{QName, WasmStateElement};

const FEDERATION_COMMAND: &Place<'static> = &Place::without_entity(Storage::FederationCommand);

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
    /// Creates a command of the application `owner`/`app_name` in the workspace `wsid`, with a body
    /// in JSON: [`json::object`](crate::values::json::object) writes it.
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

    /// Sets the token of the call.
    pub const fn token(mut self, token: &'a str) -> Self {
        self.token = Some(token);
        self
    }

    /// Sets the status codes that count as success, separated by commas.
    pub const fn expected_codes(mut self, codes: &'a str) -> Self {
        self.expected_codes = Some(codes);
        self
    }

    /// Lets the platform run the command, and waits for the answer.
    ///
    /// # Errors
    /// If there is no answer, or one with a status code that is not expected.
    pub fn run<'run>(
        &self,
        ctx: &impl GetFederationCommand<'run>,
    ) -> Result<FederationAnswer<'run>, Error> {
        must_get(ctx.state(), FEDERATION_COMMAND, self)
    }
}

/// The answer of a command of another application.
#[derive(Debug, Clone, Record)]
pub struct FederationAnswer<'run> {
    /// The status code.
    pub status_code: i32,
    /// Ids of the records that it created, by the raw ids of the call.
    #[record(rename = "NewIDs")]
    pub new_ids: Option<WasmStateElement<'run>>,
    /// The result.
    pub result: Option<WasmStateElement<'run>>,
}
