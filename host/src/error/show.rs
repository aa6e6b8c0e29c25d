//! Errors as one line.

use std::fmt::{self, Display, Formatter};

use crate::state::WithSection;

use super::{Breach, Error, ErrorClass, ErrorKind, Fault, Finding, Limit, Limited, Phase, Trap};
use crate::shown::{Neutral, neutrally};

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(extension) = &self.extension {
            write!(f, "{} in ", Neutral(extension))?;
        }
        write!(
            f,
            "{}: {}: {}",
            Neutral(&self.module),
            self.phase,
            self.kind
        )
    }
}

impl Display for Phase {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Load => "load",
            Self::Link => "link",
            Self::Init => "init",
            Self::Run => "run",
            Self::Reset => "reset",
            Self::Finish => "finish",
        })
    }
}

impl Display for ErrorKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(findings) => {
                f.write_str("refused: ")?;
                joined(findings, "; ", f)
            }
            Self::Link(text) => write!(f, "refused: {}", Neutral(text)),
            Self::Abi(breach) => write!(f, "fault: {breach}"),
            Self::Trap(trap) => write!(f, "fault: {trap}"),
            Self::Limit(limited) => write!(f, "limit: {limited}"),
            Self::Fault(fault) => write!(f, "fault: {fault}"),
            Self::Extension { code: 0, text } => write!(f, "error: {}", Neutral(text)),
            Self::Extension { code, text } => write!(f, "error {code}: {}", Neutral(text)),
            Self::UnknownExtension { known } if known.is_empty() => {
                f.write_str("refused: unknown extension; the module has none")
            }
            Self::UnknownExtension { known } => {
                f.write_str("refused: unknown extension; the module has ")?;
                joined(known, ", ", f)
            }
            Self::WrongKind { called, declared } => {
                write!(f, "refused: called as a {called}, ")?;
                match declared {
                    Some(kind) => write!(f, "the extension is a {kind}"),
                    None => f.write_str("but the extension has another kind"),
                }
            }
            Self::BadIntent(text) => write!(f, "error: bad intent: {}", Neutral(text)),
            Self::Read(error) => self.refused("", error, error.section(), f),
            Self::Intent { at, error } => {
                self.refused(&format!("intent {at}: "), error, error.section(), f)
            }
            Self::State(error) => self.refused("", error, error.section(), f),
            Self::Call(text) => write!(f, "call: {}", Neutral(text)),
        }
    }
}

impl ErrorKind {
    /// Writes an error of the state, with the section of ABI.md that has the rule.
    fn refused(
        &self,
        whose: &str,
        error: impl Display,
        section: Option<u8>,
        f: &mut Formatter<'_>,
    ) -> fmt::Result {
        let text = WithSection(error, section).to_string();
        write!(f, "{}: {whose}{}", self.blame(), Neutral(&text))
    }

    /// Returns the word for the side that caused an error of the state.
    const fn blame(&self) -> &'static str {
        match self.class() {
            ErrorClass::Forbidden => "fault",
            ErrorClass::StateLimit => "limit",
            _ => "state",
        }
    }
}

/// Most items of a list that are shown.
const LISTED: usize = 24;

/// Writes the first items with `between` between them, and the number of further items.
fn joined<T: Display>(items: &[T], between: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for (index, item) in items.iter().take(LISTED).enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        neutrally(f, item)?;
    }
    match items.len().checked_sub(LISTED) {
        Some(more @ 1..) => write!(f, "{between}and {more} more"),
        _ => Ok(()),
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            found,
            expected,
            section,
            limit: _,
        } = self;
        neutrally(
            f,
            format_args!("{what}: found {found}, expected {expected}"),
        )?;
        match section {
            Some(section) => write!(f, " (ABI.md, section {section})"),
            None => Ok(()),
        }
    }
}

impl Display for Breach {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.function, Neutral(&self.what))
    }
}

impl Display for Trap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "trap in {}: {}", self.function, Neutral(&self.text))?;
        if !self.frames.is_empty() {
            f.write_str(" in ")?;
            joined(&self.frames, " < ", f)?;
        }
        Ok(())
    }
}

impl Display for Limited {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.limit, self.function)?;
        match &self.fault {
            Some(fault) => write!(f, "; the guest reports: {fault}"),
            None => Ok(()),
        }
    }
}

impl Display for Limit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory { bytes, wanted } => {
                write!(f, "memory of {bytes} bytes, {wanted} requested,")
            }
            Self::Time(time) => write!(f, "run time of {time:?}"),
            Self::Stack(bytes) => write!(f, "stack exhausted ({bytes} bytes of the host's)"),
            Self::GuestStack(bytes) => {
                write!(f, "stack exhausted ({bytes} bytes of the guest's own)")
            }
            Self::Fuel(fuel) => write!(f, "fuel of {fuel}"),
            Self::ReadDepth(depth) => write!(f, "{depth} reads inside reads"),
        }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cause)?;
        if !self.file.is_empty() {
            write!(f, " at {}", Neutral(&self.file))?;
            for number in [self.line, self.column] {
                if number != 0 {
                    write!(f, ":{number}")?;
                }
            }
        }
        if !self.text.is_empty() {
            write!(f, ": {}", Neutral(&self.text))?;
        }
        if self.failed_alloc != 0 {
            write!(f, " ({} bytes were requested)", self.failed_alloc)?;
        }
        Ok(())
    }
}
