//! Commands of other apps over HTTP.

mod json;

use std::fmt::{self, Write};

use serde_json::Value as Json;

use super::web::{Incoming, Outgoing, WebClient};
use super::{ExternalError, Federation, FederationAnswer, FederationCommand};

/// Runs commands of other apps over HTTP, in the form of the platform's API:
///
/// ```text
/// POST {base}/api/v2/apps/{owner}/{app}/workspaces/{workspace}/commands/{package.Command}
/// Authorization: Bearer {token}
/// Content-Type: application/json
/// ```
///
/// The body is that of the extension, `{"args": {..}, "unloggedArgs": {..}}`, or `{}` if it has
/// none. As on the platform, an empty text and the workspace 0 count as left out. A command with an
/// [id](FederationCommand::id) has it in the header `Idempotency-Key`.
///
/// The answer is an object, from which two fields are read. `newIDs` maps the ids of new records in
/// the arguments to those that they got: it becomes a record of ids. `result` becomes a record:
///
/// | JSON | field |
/// |---|---|
/// | text, `true`, `false` | text, bool |
/// | number without point and exponent that fits | 64-bit integer |
/// | other number | 64-bit float |
/// | object | record |
/// | array of texts, bools, objects | array of the same |
/// | array of numbers | of 64-bit integers, or of 64-bit floats if one of them is such |
/// | `null`, empty array | none |
///
/// An array of different types, or with a `null` or an array in it, is an error. An answer that is
/// no JSON is an error if its status is 200 to 299; else the status alone is returned.
pub struct HttpFederation {
    client: WebClient,
    base: String,
    owner: String,
    app: String,
    workspace: Option<i64>,
    token: Option<String>,
}

impl HttpFederation {
    /// Returns the apps of the platform at a URL, such as `https://cluster.example`. `owner` and
    /// `app` are those of commands that name none.
    ///
    /// The host that calls trusts the platform: it may be at any address. Redirects are not
    /// followed.
    ///
    /// # Errors
    /// [`ExternalError`] if the URL is none of http or https, or has more than a path.
    pub fn new(base: &str, owner: &str, app: &str) -> Result<Self, ExternalError> {
        let base = base.trim_end_matches('/');
        let probe = Outgoing::new("POST", base, &[])?;
        if base.contains(['?', '#']) || probe.has_user() {
            let reason = "URL of a federation: expected no more than a scheme, a host and a path";
            return Err(ExternalError::permanent(reason));
        }
        Ok(Self {
            client: WebClient::new()
                .allow_private_addresses(true)
                .max_redirects(0),
            base: base.to_owned(),
            owner: owner.to_owned(),
            app: app.to_owned(),
            workspace: None,
            token: None,
        })
    }

    /// Returns the same with a workspace for commands that name none. Without it they fail.
    pub fn workspace(mut self, workspace: i64) -> Self {
        self.workspace = Some(workspace);
        self
    }

    /// Returns the same with a token for commands that have none.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Returns the same with another limit for the bytes of an answer. Default: 4 MiB.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.client = self.client.max_body(bytes);
        self
    }

    /// Returns the same, which also trusts these roots: certificates in the PEM format.
    ///
    /// # Errors
    /// [`ExternalError`] if the text has no certificate, or one that cannot be read.
    pub fn trust(mut self, pem: impl AsRef<[u8]>) -> Result<Self, ExternalError> {
        self.client = self.client.trust(pem)?;
        Ok(self)
    }

    /// The URL of a command.
    fn url(&self, command: &FederationCommand<'_>) -> Result<String, ExternalError> {
        let workspace = command.workspace();
        let workspace = workspace
            .filter(|workspace| *workspace != 0)
            .or(self.workspace)
            .filter(|workspace| *workspace >= 0)
            .ok_or_else(|| wrong("expected a workspace"))?;
        Ok(format!(
            "{}/api/v2/apps/{}/{}/workspaces/{workspace}/commands/{}",
            self.base,
            step(given(command.owner()).unwrap_or(&self.owner))?,
            step(given(command.app()).unwrap_or(&self.app))?,
            step(command.command())?,
        ))
    }

    /// The request for a command.
    fn request<'a>(
        &self,
        command: &FederationCommand<'a>,
        url: &str,
    ) -> Result<Outgoing<'a>, ExternalError> {
        let body = match command.body() {
            "" => "{}",
            body => body,
        };
        let mut request = Outgoing::new("POST", url, body.as_bytes())?;
        request.put("Content-Type", "application/json")?;
        request.put("Accept", "application/json")?;
        if let Some(token) = given(command.token()).or(self.token.as_deref()) {
            request.put("Authorization", &format!("Bearer {token}"))?;
        }
        if let Some(id) = command.id() {
            request.set_id(id)?;
        }
        Ok(request)
    }
}

impl Federation for HttpFederation {
    fn command(&self, command: &FederationCommand<'_>) -> Result<FederationAnswer, ExternalError> {
        let url = self.url(command)?;
        let request = self.request(command, &url)?;
        let incoming = self.client.exchange(request, command.timeout())?;
        answer(&incoming).map_err(|reason| {
            ExternalError::new(format!("answer of {}: {reason}", command.command()))
        })
    }
}

/// Reads the answer of a command.
fn answer(incoming: &Incoming) -> Result<FederationAnswer, String> {
    let body: Json = match serde_json::from_slice(&incoming.body) {
        Ok(body) => body,
        Err(_) if !incoming.status.is_success() => Json::Null,
        Err(_) if incoming.body.is_empty() => Json::Null,
        Err(error) => return Err(format!("it is no JSON: {error}")),
    };
    let new_ids = json::field(&body, "newIDs").map(json::ids).transpose()?;
    let result = json::field(&body, "result").map(json::record).transpose()?;
    let status = i32::from(incoming.status.as_u16());
    FederationAnswer::new(
        status,
        new_ids.as_ref().map(|ids| ids.as_ref()),
        result.as_ref().map(|result| result.as_ref()),
    )
    .map_err(|error| error.text().to_owned())
}

/// A text that is not empty.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// A text as one step of the path of a URL.
fn step(text: &str) -> Result<String, ExternalError> {
    if matches!(text, "" | "." | "..") {
        return Err(wrong("expected names of an owner, an app and a command"));
    }
    let mut step = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            step.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(step, "%{byte:02X}");
        }
    }
    Ok(step)
}

/// The error for a command that is wrong in itself.
fn wrong(reason: &str) -> ExternalError {
    ExternalError::permanent(format!("command of another app: {reason}"))
}

/// Shows all but the token.
impl fmt::Debug for HttpFederation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpFederation")
            .field("base", &self.base)
            .field("owner", &self.owner)
            .field("app", &self.app)
            .field("workspace", &self.workspace)
            .finish_non_exhaustive()
    }
}
