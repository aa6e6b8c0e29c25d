use core::fmt;

use heeus_sdk::prelude::*;

/// A reader who wants to join.
#[derive(Record)]
struct Reader<'run> {
    name: &'run str,
    mail: Option<&'run str>,
}

/// The reasons to refuse a reader.
enum Refused {
    NoName,
    BadMail,
}

/// Refuses a reader without a name, or with an address that is none.
#[extension(kind = "validator", name = "CheckReader")]
fn check_reader(_: &ValidatorContext<'_>, reader: Reader<'_>) -> Result<(), Refused> {
    if reader.name.trim().is_empty() {
        return Err(Refused::NoName);
    }
    if reader.mail.is_some_and(|mail| !mail.contains('@')) {
        return Err(Refused::BadMail);
    }
    Ok(())
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoName => "the reader has no name",
            Self::BadMail => "this is no mail address",
        })
    }
}

impl ExtensionError for Refused {
    fn code(&self) -> i32 {
        400
    }
}
