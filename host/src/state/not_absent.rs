//! The error of an update that cannot make a field absent.

use std::fmt;

/// The reason why an update cannot make a field absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbsentRule {
    /// The entity declares no such field.
    Unknown,
    /// The entity does not say that rows may lack the field.
    Required,
    /// The update sets the field too.
    Set,
}

/// An update that cannot make a field absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAbsent {
    /// The entity.
    pub subject: String,
    /// The field.
    pub field: String,
    /// The reason.
    pub rule: AbsentRule,
}

impl fmt::Display for NotAbsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = match self.rule {
            AbsentRule::Unknown => "no value field is declared with this name",
            AbsentRule::Required => "its rows cannot lack the field",
            AbsentRule::Set => "it sets the field too",
        };
        let Self { subject, field, .. } = self;
        write!(f, "{subject}: an update cannot make {field} absent: {rule}")
    }
}
