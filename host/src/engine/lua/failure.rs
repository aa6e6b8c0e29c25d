//! Errors that host functions throw: the extension's own, the end of a run, and mistakes.

use std::fmt;

use heeus_abi::limits::MAX_FAULT_TEXT;
use mlua::{MetaMethod, UserData, UserDataFields, UserDataMethods};

/// Most bytes of a script's text that an error shows.
const SHOWN: usize = 200;

/// An error that host functions throw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ApiError {
    /// The run has ended; the meter has the reason.
    Ended,
    /// The extension's own error.
    Failed(Failure),
    /// A mistake of the script.
    Mistake(String),
}

/// The extension's own error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: i32,
    pub(super) text: String,
}

impl ApiError {
    /// Returns the extension's own error, without a code.
    pub(super) fn failed(text: impl Into<String>) -> mlua::Error {
        let text = text.into();
        Self::Failed(Failure { code: 0, text }).into()
    }

    /// Returns the error for a mistake of the script.
    pub(super) fn mistake(text: impl Into<String>) -> mlua::Error {
        let mut text = text.into();
        text.truncate(text.floor_char_boundary(MAX_FAULT_TEXT));
        text.shrink_to_fit();
        Self::Mistake(text).into()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended => f.write_str("the run has ended"),
            Self::Failed(failure) => f.write_str(&failure.text),
            Self::Mistake(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for ApiError {}

impl From<ApiError> for mlua::Error {
    fn from(error: ApiError) -> Self {
        Self::external(error)
    }
}

/// The error as a script sees it after it has caught it.
impl UserData for Failure {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("code", |_, this| Ok(this.code));
        fields.add_field_method_get("text", |_, this| Ok(this.text.clone()));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_meta_method(MetaMethod::ToString, |_, this, ()| Ok(this.text.clone()));
    }
}

/// Returns the part of an error's text that is kept: a script may throw megabytes that are no text.
pub(super) fn clipped(text: &[u8]) -> String {
    let end = text.len().min(MAX_FAULT_TEXT);
    String::from_utf8_lossy(&text[..end]).into_owned()
}

/// Returns the part of a script's text that an error shows.
pub(super) fn shown(text: &str) -> &str {
    &text[..text.floor_char_boundary(SHOWN)]
}

/// Returns the bytes that an error takes, about.
pub(super) fn size_of_error(error: &mlua::Error) -> usize {
    match error {
        mlua::Error::CallbackError { traceback, cause } => traceback.len() + size_of_error(cause),
        mlua::Error::RuntimeError(text) => text.len() + size_of::<mlua::Error>(),
        other => {
            let text = match other.downcast_ref::<ApiError>() {
                Some(ApiError::Failed(failure)) => failure.text.len(),
                Some(ApiError::Mistake(text)) => text.len(),
                Some(ApiError::Ended) | None => 0,
            };
            text + size_of::<mlua::Error>() + size_of::<ApiError>()
        }
    }
}
