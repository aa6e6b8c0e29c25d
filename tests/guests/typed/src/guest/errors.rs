//! Errors with codes.

use alloc::string::String;
use core::fmt;

use heeus_sdk::prelude::*;

#[derive(Record)]
struct Wanted<'run> {
    code: i32,
    text: &'run str,
    #[record(default)]
    number: &'run str,
}

/// An error of the extension's own.
enum Refused {
    Coded(i32, String),
    State(Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coded(_, text) => f.write_str(text),
            Self::State(error) => write!(f, "state: {error}"),
        }
    }
}

impl ExtensionError for Refused {
    fn code(&self) -> i32 {
        match self {
            Self::Coded(code, _) => *code,
            Self::State(_) => 0,
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::State(error)
    }
}

#[derive(Entity)]
#[entity(singleton = "typed.Missing")]
struct Missing {
    number: i32,
}

macro_rules! fails {
    ($($function:ident $kind:literal $name:literal $context:ident;)+) => {$(
        #[extension(kind = $kind, name = $name)]
        fn $function(_: &$context<'_>, args: Wanted<'_>) -> Result<(), Refused> {
            Err(Refused::Coded(args.code, args.text.into()))
        }
    )+};
}

fails! {
    command_fails "command" "CommandFails" CommandContext;
    query_fails "query" "QueryFails" QueryContext;
    validator_fails "validator" "ValidatorFails" ValidatorContext;
    job_fails "job" "JobFails" JobContext;
}

#[extension(kind = "projector", name = "ProjectorFails")]
fn projector_fails<'run>(
    _: &ProjectorContext<'run>,
    event: Event<'run, Wanted<'run>>,
) -> Result<(), Refused> {
    Err(Refused::Coded(
        event.argument.code,
        event.argument.text.into(),
    ))
}

#[extension(kind = "query", name = "StateFails")]
fn state_fails(ctx: &QueryContext<'_>) -> Result<(), Refused> {
    Err(Refused::Coded(
        Missing::must_get(ctx)?.number,
        String::new(),
    ))
}

#[extension(kind = "query", name = "ParseFails")]
fn parse_fails(_: &QueryContext<'_>, args: Wanted<'_>) -> Result<(), core::num::ParseIntError> {
    args.number.parse::<i32>().map(drop)
}

/// An error with all that a derived one may have.
#[derive(Debug, ExtensionError)]
#[error(code = 400)]
enum Derived<'run> {
    #[error("nothing")]
    Nothing,
    #[error("{code} of {text}", code = 409)]
    All {
        code: i32,
        text: &'run str,
    },
    #[error("{0} is no number")]
    NoNumber(f64),
    State(#[from] Error),
}

#[extension(kind = "query", name = "DerivedFails")]
fn derived_fails<'run>(ctx: &QueryContext<'run>, args: Wanted<'run>) -> Result<(), Derived<'run>> {
    let Wanted { code, text, .. } = args;
    Err(match code {
        0 => Derived::Nothing,
        1 => Derived::NoNumber(0.5),
        2 => {
            Missing::must_get(ctx)?;
            Derived::Nothing
        }
        _ => Derived::All { code, text },
    })
}
