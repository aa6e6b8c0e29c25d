//! Why the demo cannot go on.

use std::fmt::{self, Debug, Display, Formatter};
use std::io;
use std::path::PathBuf;

use heeus_abi::EncodeError;
use heeus_host_testkit::{FixtureError, StateError};

/// Why the demo cannot go on.
pub enum Error {
    /// The example does not build.
    Build(FixtureError),
    /// The engine does not take its module, or an extension that must not fail did.
    Engine(Box<heeus_host_testkit::Error>),
    /// The state does not take what the demo itself puts there.
    State(StateError),
    /// What a line says does not fit into a block.
    Encode(EncodeError),
    /// The file of orders cannot be read.
    Input {
        /// Its path.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The report cannot be written.
    Output(io::Error),
    /// An extension left no such field in its result.
    Result {
        /// The extension.
        extension: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The view has another amount than the accepted orders.
    Lost {
        /// What `NewOrder` accepted.
        accepted: i128,
        /// What the view has.
        in_view: i128,
    },
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => write!(f, "{error}"),
            Self::Engine(error) => write!(f, "{error}"),
            Self::State(error) => write!(f, "{error}"),
            Self::Encode(error) => write!(f, "{error}"),
            Self::Input { path, cause } => write!(f, "{}: {cause}", path.display()),
            Self::Output(error) => write!(f, "the report cannot be written: {error}"),
            Self::Result { extension, field } => {
                write!(f, "{extension}: expected the field {field} in its result")
            }
            Self::Lost { accepted, in_view } => write!(
                f,
                "orders of {accepted} cents were accepted, but the view has {in_view}"
            ),
        }
    }
}

/// As `Display`: it is what a program shows whose `main` returns an error.
impl Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl From<heeus_host_testkit::Error> for Error {
    fn from(error: heeus_host_testkit::Error) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl From<StateError> for Error {
    fn from(error: StateError) -> Self {
        Self::State(error)
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}
