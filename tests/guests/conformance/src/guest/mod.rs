//! An extension of each kind, which runs the story in its argument `What`.

mod blocks;
mod ends;
mod intents;
mod outside;
mod reads;

use alloc::string::String;
use core::fmt;

use heeus_sdk::untyped::{StateError, WasmState, WasmStateElement};
use heeus_sdk::{Error, ExtensionError, LogLevel, entity, extension};

entity! {
    /// Amounts by day.
    pub DAYS = view "conf.Days" {
        partition { Year: i32 }
        clustering { Month: i32, Day: i32 }
        value { Amount: i64, Note: string }
    }
    /// A value field of every type.
    pub ALL = view "conf.All" {
        partition { No: i32 }
        value {
            I32: i32, I64: i64, F32: f32, F64: f64, Bool: bool, Str: string, Bytes: bytes,
            QName: qname, Id: id, Record: record, Array: array
        }
    }
    /// An article.
    pub ARTICLE = record "conf.Article" { value { Name: string, Price: i64 } }
    /// A box of articles.
    pub BOX = record "conf.Box" { value { First: id } }
    /// The settings.
    pub CONFIG = singleton "conf.Config" { value { Rate: f64 } }
}

/// The error of a story.
pub enum Refused {
    /// The extension's own error: code and text.
    Own(i32, String),
    /// The error of a call to the host.
    State(Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(_, text) => f.write_str(text),
            Self::State(error) => error.fmt(f),
        }
    }
}

impl ExtensionError for Refused {
    fn code(&self) -> i32 {
        match self {
            Self::Own(code, _) => *code,
            Self::State(_) => 0,
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::State(error)
    }
}

impl From<StateError> for Refused {
    fn from(error: StateError) -> Self {
        Self::State(error.into())
    }
}

type Told = Result<(), Refused>;

#[extension(kind = "command", name = "Command")]
fn command<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    tell(state, args)
}

#[extension(kind = "query", name = "Query")]
fn query<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    tell(state, args)
}

#[extension(kind = "validator", name = "Validator")]
fn validator<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    tell(state, args)
}

#[extension(kind = "projector", name = "Projector")]
fn projector<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    tell(state, args)
}

#[extension(kind = "job", name = "Job")]
fn job<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    tell(state, args)
}

fn tell<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    let what: &str = args.get("What")?;
    let stories = [
        reads::tell,
        intents::tell,
        blocks::tell,
        outside::tell,
        ends::tell,
    ];
    for story in stories {
        if let Some(told) = story(what, state, args) {
            return told;
        }
    }
    Err(Refused::Own(0, "no such story".into()))
}

/// Logs a line of the story.
fn say(state: &WasmState<'_>, text: impl fmt::Display) {
    state.log(LogLevel::Info, &alloc::format!("{text}"));
}
