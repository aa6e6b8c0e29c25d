//! Functions for code of the derive macro `Events`.

use crate::arena::text::Text;
use crate::error::{Error, ExtensionError as _};
use crate::untyped::{QName, WasmStateElement};

/// The events of an enum.
#[derive(Debug)]
pub struct EventNames {
    /// The enum's name.
    pub of: &'static str,
    /// The events of its variants, as written.
    pub names: &'static [&'static str],
    /// Set if a variant stands for all other events.
    pub has_other: bool,
}

/// An event, to be read as a variant of an enum.
#[derive(Debug)]
pub struct NamedEvent<'run> {
    name: &'run str,
}

impl<'run> NamedEvent<'run> {
    /// Reads the name of an event.
    ///
    /// # Errors
    /// If the event has no name.
    pub fn of(event: &WasmStateElement<'run>) -> Result<Self, Error> {
        let QName(name) = event.get("QName")?;
        Ok(Self { name })
    }

    /// Returns whether the event has this name. A name without a package is the last part of that
    /// of the event.
    #[inline(never)]
    pub fn is(&self, name: &str, is_qualified: bool) -> bool {
        match self.name.strip_suffix(name) {
            Some("") => true,
            Some(package) => !is_qualified && package.ends_with('.'),
            None => false,
        }
    }

    /// The error of an argument that does not fit the variant.
    #[cold]
    #[inline(never)]
    pub fn misfit(&self, variant: &str, reason: &Error) -> Error {
        let mut text = Text::new();
        text.push(variant);
        text.push(": event ");
        text.push(self.name);
        text.push(": ");
        reason.write_text(&mut text);
        text.into()
    }

    /// The error of an event that no variant is for.
    #[cold]
    #[inline(never)]
    pub fn unknown(&self, events: &EventNames) -> Error {
        let mut text = Text::new();
        text.push(events.of);
        text.push(": event ");
        text.push(self.name);
        text.push(", expected ");
        if events.names.len() > 1 {
            text.push("one of ");
        }
        for (place, name) in events.names.iter().enumerate() {
            text.push(if place > 0 { ", " } else { "" });
            text.push(name);
        }
        text.into()
    }
}

/// Checks that a projector follows the events of its enum, and others only if a variant is for
/// them.
///
/// # Panics
/// At compile time, if it does not.
pub const fn follows(events: Option<&EventNames>, after: &[&str]) {
    let Some(events) = events else { return };
    assert!(
        !after.is_empty(),
        "a projector of an enum of events has their names in `after(..)` too"
    );
    let mut rest = events.names;
    while let [name, more @ ..] = rest {
        assert!(
            has(after, name),
            "`after(..)` lacks an event of the enum: write the same name in both"
        );
        rest = more;
    }
    let mut rest = after;
    while let [name, more @ ..] = rest {
        assert!(
            events.has_other || has(events.names, name),
            "`after(..)` has an event that the enum lacks: write the same name in both, or add a \
             variant with `#[event(other)]`"
        );
        rest = more;
    }
}

const fn has(names: &[&str], name: &str) -> bool {
    let mut rest = names;
    while let [one, more @ ..] = rest {
        if is_same(one.as_bytes(), name.as_bytes()) {
            return true;
        }
        rest = more;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (mut one, mut other) = (one, other);
    loop {
        match (one, other) {
            ([], []) => return true,
            ([left, one_more @ ..], [right, other_more @ ..]) if *left == *right => {
                (one, other) = (one_more, other_more);
            }
            _ => return false,
        }
    }
}
