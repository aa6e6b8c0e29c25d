//! All that the macros generate, on items of every sort. No lint that a crate forbids may complain
//! about generated code.

#![no_std]

extern crate alloc;

/// Deprecated items, and uses of them.
#[cfg(feature = "expected")]
pub mod expected;
/// Types of fields.
pub mod fields;

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::entity;
use heeus_sdk::prelude::*;
use heeus_sdk::untyped::WasmState;
use heeus_sdk::values::Text;

/// A record that owns all of its fields.
#[derive(Clone, Record, Debug)]
#[non_exhaustive]
pub struct Owned {
    /// A text.
    pub text: String,
    /// A number.
    pub r#type: i64,
    /// A list of the same record.
    pub children: Vec<Self>,
    /// An optional field with a default.
    #[record(default)]
    pub note: Option<String>,
    /// A field with a default of its own.
    #[record(rename = "Times", default = 1 + 2)]
    pub times: i32,
}

/// A record that borrows from the run.
#[derive(Copy, Clone, Debug, Record)]
#[record(rename_all = "camelCase")]
#[must_use]
#[non_exhaustive]
pub struct Borrowed<'run> {
    /// A text.
    pub text: &'run str,
    /// A number.
    pub number: i32,
}

/// A record without fields.
#[derive(Copy, Clone, Debug, Record)]
#[non_exhaustive]
pub struct Nothing;

/// A record with attributes of other sorts.
#[derive(Copy, Clone, Debug, Record)]
#[deprecated(note = "it is old")]
#[doc(hidden)]
#[non_exhaustive]
pub struct Old {
    /// A number.
    #[deprecated]
    pub number: i32,
    /// Another number.
    #[doc(hidden)]
    pub other: i32,
}

/// Entities that are declared and never used.
mod unused {
    use super::{Entity, RecordId};

    /// An entity that is only declared.
    #[derive(Entity, Clone, Copy, Debug)]
    #[entity(view = "lints.Unused")]
    struct Unused {
        /// A key field.
        #[entity(partition)]
        year: i32,
        /// A key field.
        #[entity(clustering)]
        day: i32,
        /// A value.
        amount: i64,
    }

    /// An entity that is only declared.
    #[derive(Entity, Clone, Copy, Debug)]
    #[entity(record = "lints.UnusedRecord")]
    struct UnusedRecord<'run> {
        /// The id.
        #[entity(id)]
        id: RecordId,
        /// A text.
        text: &'run str,
    }

    /// An entity that is only declared.
    #[derive(Entity, Clone, Copy, Debug)]
    #[entity(singleton = "lints.UnusedSingleton")]
    struct UnusedSingleton {
        /// A value.
        #[entity(default)]
        limit: i64,
    }
}

/// Rows of a view that borrow.
#[derive(Entity, Clone, Copy, Debug)]
#[entity(view = "lints.Totals")]
#[must_use]
#[non_exhaustive]
pub struct Totals<'run> {
    /// A key field.
    #[entity(partition)]
    pub customer: &'run str,
    /// A key field.
    #[entity(clustering)]
    pub r#match: i32,
    /// A value.
    pub amount: i64,
}

/// Rows of a view whose key does not borrow.
#[derive(Entity, Clone, Debug)]
#[entity(view = "lints.Days", rename_all = "snake_case")]
#[deprecated]
#[non_exhaustive]
pub struct Days {
    /// A key field.
    #[entity(partition)]
    pub day: i32,
    /// A value.
    pub lines: Vec<Owned>,
}

/// A record with an id.
#[derive(Entity, Clone, Copy, Debug)]
#[entity(record = "lints.Article")]
#[doc(hidden)]
#[non_exhaustive]
pub struct Article<'run> {
    /// The id.
    #[entity(id)]
    pub id: RecordId,
    /// A text.
    pub name: Option<&'run str>,
}

/// A singleton with attributes under conditions.
#[derive(Entity, Clone, Copy, Debug)]
#[entity(singleton = "lints.Config")]
#[cfg_attr(all(), must_use)]
#[non_exhaustive]
pub struct Config {
    /// A value.
    pub limit: i64,
}

/// An error with all forms of variants.
#[derive(Debug, ExtensionError)]
#[error(code = 400)]
#[non_exhaustive]
pub enum Refused<'run> {
    /// A text alone.
    #[error("no items")]
    NoItems,
    /// A text with fields.
    #[error("{left} of {name} {{}}", code = 409)]
    Shortage {
        /// A number.
        left: i64,
        /// A text.
        name: &'run str,
        /// A field that the text has not.
        r#type: i32,
    },
    /// A field that is formatted.
    #[error("{0} is no weight")]
    Weight(f64),
    /// A deprecated variant.
    #[error("old")]
    #[doc(hidden)]
    Old,
    /// A variant that `cfg` removes.
    #[cfg(any())]
    #[error("never")]
    Never,
    /// An error with a cause.
    #[error("unreadable", code = 500)]
    Unreadable(#[source] Late),
    /// An error in another.
    #[error(transparent)]
    Late(Late),
    /// An error of the SDK.
    State(#[from] Error),
}

/// An error that is a struct.
#[derive(Debug, Clone, Copy, ExtensionError)]
#[error("{days} days late")]
#[must_use]
#[non_exhaustive]
pub struct Late {
    /// The days.
    pub days: u16,
}

/// An error that nothing can be.
#[derive(Debug, Clone, Copy, ExtensionError)]
#[non_exhaustive]
pub enum Impossible {}

entity! {
    /// A declaration without a struct.
    pub ORDERED_ITEMS = view "lints.OrderedItems" {
        partition { Year: i32 }
        clustering { Day: i32 }
        value { Amount: i64 }
    }
    /// A deprecated declaration.
    #[deprecated]
    pub OLD_ITEMS = record "lints.OldItems" { value { Name: string } }
    /// A declaration that `cfg` removes.
    #[cfg(any())]
    pub NO_ITEMS = singleton "lints.NoItems" { value { Name: string } }
}

/// A command that takes its arguments by value, although it need not.
#[extension(kind = "command")]
fn owned(_: &CommandContext<'_>, args: Owned) -> Result<Owned, Error> {
    if args.text.is_empty() {
        return Err("no text".into());
    }
    Ok(Owned {
        text: args.text.clone(),
        r#type: args.r#type,
        children: Vec::new(),
        note: None,
        times: args.times,
    })
}

/// A command whose names are all its own.
#[extension(kind = "command", name = "Neue Bestellung")]
pub fn r#fn<'run>(_: &CommandContext<'run>, args: Borrowed<'run>) -> Result<Borrowed<'run>, Error> {
    Ok(args)
}

/// A command that nothing but its registration calls.
#[extension(kind = "command")]
#[inline]
fn nothing(_: &CommandContext<'_>) {}

/// A deprecated query, with other names in its body.
#[extension(kind = "query")]
#[deprecated(since = "0.1.0", note = "it is old")]
pub fn old(ctx: &QueryContext<'_>, args: Nothing) -> Result<Vec<Nothing>, Error> {
    use core::result::Result as Nothing;
    let found: Nothing<_, Error> = Config::get(ctx);
    if found.is_err() {
        return Err("no config".into());
    }
    Ok(alloc::vec![args])
}

/// A query that is deprecated under a condition that holds.
#[extension(kind = "query")]
#[cfg_attr(all(), deprecated)]
#[must_use]
pub fn old_too(_: &QueryContext<'_>) -> Option<Nothing> {
    Some(Nothing)
}

/// A query that `cfg` removes.
#[extension(kind = "query", name = "gone")]
#[cfg(any())]
pub fn gone(_: &QueryContext<'_>) -> Nothing {
    missing()
}

/// Another query that `cfg` removes.
#[extension(kind = "query", name = "gone")]
#[cfg_attr(all(), cfg(any()))]
pub fn gone(_: &QueryContext<'_>) -> Nothing {
    missing()
}

/// A query whose rows are returned one by one.
#[extension(kind = "query")]
#[doc(hidden)]
pub fn rows(ctx: &QueryContext<'_>, args: Borrowed<'_>) -> Result<(), Error> {
    Totals::for_each(ctx, args.text, |total| {
        ctx.result(&Borrowed {
            text: total.key().customer,
            number: total.key().r#match,
        });
    })
}

/// A validator.
#[extension(kind = "validator")]
pub(crate) fn check(ctx: &ValidatorContext<'_>, args: Nothing) -> Result<(), Error> {
    let Nothing = args;
    match Article::get(ctx, RecordId(1)) {
        Ok(Some(Article { name: None, .. })) => Err(Error::from("no name")),
        Ok(_) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A projector of any event.
#[extension(kind = "projector")]
fn project(ctx: &ProjectorContext<'_>, event: Event<'_, Borrowed<'_>>) -> Result<(), Error> {
    let args = event.argument;
    if args.number.is_negative() {
        return Err("a negative number".into());
    }
    let total = Totals {
        customer: args.text,
        r#match: args.number,
        amount: 1,
    };
    total.insert(ctx);
    Ok(())
}

/// Events of several commands.
#[derive(Events)]
enum Several<'run> {
    /// One that borrows.
    #[event("Borrow")]
    Borrowed(Borrowed<'run>),
    /// One of another package.
    #[event("other.Own")]
    r#Owned(Owned),
    /// One without an argument.
    #[event("Nothing")]
    Nothing,
    /// All others.
    #[event(other)]
    Other,
}

/// A projector of several events.
#[extension(kind = "projector", after("Borrow", "other.Own", "Nothing"))]
fn follow(ctx: &ProjectorContext<'_>, event: Event<'_, Several<'_>>) {
    match event.argument {
        Several::Borrowed(args) => ctx.log(LogLevel::Info, args.text),
        Several::Owned(args) => ctx.log(LogLevel::Info, &args.text),
        Several::Nothing | Several::Other => {}
    }
}

/// A job, untyped.
#[extension(kind = "job")]
fn untyped(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let limit: Result<i64, Error> = args.get("Limit");
    state.log(LogLevel::Info, "x");
    limit.map(drop)
}

/// Breaks lints of both kinds, so that a test sees that they are on.
#[cfg(feature = "control")]
pub mod control {
    pub fn undocumented() -> u8 {
        let unused = 1_u8;
        u8::try_from(i64::from(2_u8)).unwrap()
    }

    /// Takes by value what it need not.
    fn by_value(text: alloc::string::String) -> usize {
        text.len()
    }
}

/// Texts of several values.
#[must_use]
#[inline]
pub fn texts(number: i64, r#type: &str) -> Text {
    text!("{number} {} {type}: {}", number > 1, r#type.len())
}

/// A text without values.
#[must_use]
#[inline]
pub fn text_alone() -> Text {
    text!("alone")
}
