use heeus_sdk::prelude::*;

/// A reader who wants to join.
#[derive(Record)]
struct Reader<'run> {
    name: &'run str,
    mail: Option<&'run str>,
}

/// The reasons to refuse a reader.
#[derive(Debug, ExtensionError)]
#[error(code = 400)]
enum Refused<'run> {
    #[error("the reader has no name")]
    NoName,
    #[error("{mail} is no mail address")]
    BadMail { mail: &'run str },
}

/// Refuses a reader without a name, or with an address that is none.
#[extension(kind = "validator", name = "CheckReader", checks("Join"))]
fn check_reader<'run>(
    _: &ValidatorContext<'run>,
    reader: Reader<'run>,
) -> Result<(), Refused<'run>> {
    if reader.name.trim().is_empty() {
        return Err(Refused::NoName);
    }
    match reader.mail {
        Some(mail) if !mail.contains('@') => Err(Refused::BadMail { mail }),
        _ => Ok(()),
    }
}
