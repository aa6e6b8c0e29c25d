//! The errors that stop the demo.

use std::fmt::{self, Debug, Display, Formatter};
use std::io;
use std::path::PathBuf;

use heeus_abi::EncodeError;
use heeus_host::state::StateError;
use heeus_host_testkit::fixture::FixtureError;

/// An error that stops the demo.
pub enum Error {
    /// The example does not build.
    Build(FixtureError),
    /// The engine refuses the module, or an extension failed that must not fail.
    Engine(Box<heeus_host::error::Error>),
    /// The state refuses data of the demo itself.
    State(StateError),
    /// The content of a line does not fit into a block.
    Encode(EncodeError),
    /// The file of orders cannot be read.
    Input {
        /// Its path.
        path: PathBuf,
        /// The reason.
        cause: io::Error,
    },
    /// The report cannot be written.
    Output(io::Error),
    /// The result of an extension lacks this field.
    Result {
        /// The extension.
        extension: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The amount in the view differs from that of the accepted orders.
    Lost {
        /// The amount that `NewOrder` accepted.
        accepted: i128,
        /// The amount in the view.
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

/// As `Display`: a program prints it if its `main` returns an error.
impl Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl From<heeus_host::error::Error> for Error {
    fn from(error: heeus_host::error::Error) -> Self {
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
