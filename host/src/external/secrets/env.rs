//! Secrets in environment variables.

use std::env::{self, VarError};

use super::super::{ExternalError, Secrets};
use super::{check_name, error};

/// Secrets in environment variables.
///
/// The variable of a secret is a prefix and the name of the secret in capitals, in which `_` stands
/// for `.` and `-`: with the prefix `SHOP_` the secret `smtp.password` is in `SHOP_SMTP_PASSWORD`.
/// So names that differ in case, or in these characters, are one secret. The prefix keeps the other
/// variables of the process from extensions.
#[derive(Debug, Clone)]
pub struct EnvSecrets {
    prefix: String,
}

impl EnvSecrets {
    /// Returns the secrets in variables with this prefix.
    ///
    /// # Errors
    /// [`ExternalError`] if the prefix is empty, or has other characters than capitals, digits and
    /// `_`.
    pub fn new(prefix: &str) -> Result<Self, ExternalError> {
        let is_plain =
            |letter: u8| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == b'_';
        if prefix.is_empty() || !prefix.bytes().all(is_plain) {
            let reason = "prefix of secrets: expected capitals, digits and '_'";
            return Err(ExternalError::permanent(reason));
        }
        let prefix = prefix.to_owned();
        Ok(Self { prefix })
    }
}

impl Secrets for EnvSecrets {
    fn get(&self, name: &str) -> Result<Option<String>, ExternalError> {
        check_name(name)?;
        let name_of_variable = name.to_ascii_uppercase().replace(['.', '-'], "_");
        match env::var(format!("{}{name_of_variable}", self.prefix)) {
            Ok(secret) => Ok(Some(secret)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(error(name, "it is not UTF-8")),
        }
    }
}
