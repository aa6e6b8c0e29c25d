//! Deviations of a guest from ABI.md, each with its section there.

use heeus_host::error::{Error, ErrorKind, Phase};

/// A deviation of a guest from the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The section of ABI.md; `None` if it is that of the run.
    pub section: Option<u8>,
    /// The expected and the found behaviour.
    pub text: String,
}

impl Wrong {
    /// A deviation in the section of the run.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            section: None,
            text: text.into(),
        }
    }

    /// The deviation behind an error of the host; `section` is used if the error does not name one.
    pub(crate) fn of(error: &Error, section: u8) -> Self {
        let text = error.kind.to_string();
        Self {
            section: Some(section_of(error, &text).unwrap_or(section)),
            text: format!("{}: {text}", error.phase),
        }
    }
}

/// The section of ABI.md that an error is about.
fn section_of(error: &Error, text: &str) -> Option<u8> {
    if let Some((_, rest)) = text.rsplit_once("(ABI.md, section ") {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        return digits.parse().ok();
    }
    match (&error.kind, error.phase) {
        (ErrorKind::Load(findings), _) => {
            let words = ["manifest", "extension", "entity"];
            let of_manifest =
                |word: &str| findings.iter().any(|finding| finding.what.contains(word));
            Some(if words.into_iter().any(of_manifest) {
                12
            } else {
                1
            })
        }
        (ErrorKind::Abi(breach), _) if breach.function == "WasmMalloc" => Some(4),
        (_, Phase::Init | Phase::Reset | Phase::Finish) => Some(2),
        _ => None,
    }
}
