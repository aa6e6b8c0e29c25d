//! Errors of a call of an extension: the cause, and the side that is to blame.

mod class;
mod findings;
mod kept;
mod show;

use std::time::Duration;

use heeus_abi::FaultCause;

pub use class::ErrorClass;
pub(crate) use findings::Findings;
pub use kept::KeptError;

use crate::engine::ModuleLimit;
use crate::state::{ReadError, StateError};

/// A failed call of an extension, or a failed step before the call.
///
/// It prints as one line: extension and module, phase, blame and a description. The blame is
/// *fault* (the guest broke a rule or stopped itself), *limit* (the host stopped it), *error* (the
/// extension returned it), *refused* or *state*.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// Name of the module.
    pub module: String,
    /// Name of the extension, if one was called.
    pub extension: Option<String>,
    /// Phase in which the error happened.
    pub phase: Phase,
    /// Cause of the error.
    pub kind: ErrorKind,
}

/// A part of a module's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The module is checked and compiled.
    Load,
    /// An instance is created.
    Link,
    /// `WasmInit` and the calls that the host makes right after it.
    Init,
    /// `WasmRun` and all that happens inside it.
    Run,
    /// `WasmReset`.
    Reset,
    /// `WasmFinit`.
    Finish,
}

/// Cause of an error.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The module breaks rules of the contract or limits of the host: all findings.
    Load(Vec<Finding>),
    /// The host could not create an instance of a valid module, or could not create its engine.
    Link(String),
    /// The guest broke the contract while it ran.
    Abi(Breach),
    /// The guest trapped without giving a reason.
    Trap(Box<Trap>),
    /// The host stopped the guest.
    Limit(Limited),
    /// The guest stopped itself and gave a reason.
    Fault(Box<Fault>),
    /// The extension returned an error.
    Extension {
        /// The extension's own code, 0 for none.
        code: i32,
        /// The extension's message.
        text: String,
    },
    /// The module has no extension of this name.
    UnknownExtension {
        /// Names of the module's extensions.
        known: Vec<String>,
    },
    /// The extension was called as another kind than its own.
    WrongKind {
        /// The kind that it was called as.
        called: heeus_abi::ExtensionKind,
        /// The kind that the manifest declares.
        declared: Option<heeus_abi::ExtensionKind>,
    },
    /// An intent of the extension could not be put into a block.
    BadIntent(String),
    /// A get or read that the extension's kind may not do, or that exceeds a limit of the state.
    Read(ReadError),
    /// An intent that the state refuses.
    Intent {
        /// Its index among the intents of the run, from 0 on.
        at: usize,
        /// The reason.
        error: StateError,
    },
    /// Intents that the state did not apply.
    State(StateError),
    /// The caller used the engine in a way that it does not support.
    Call(String),
}

/// One thing that is wrong with a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The part of the module.
    pub what: String,
    /// The value that was found there.
    pub found: String,
    /// The value that was expected there.
    pub expected: String,
    /// The section of ABI.md with the rule, if the finding is about a rule of the contract.
    pub section: Option<u8>,
    /// The limit of this host that the module exceeds, if there is one.
    pub limit: Option<ModuleLimit>,
}

/// A rule of the contract that a guest broke while it ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The function of the contract in which the host noticed it.
    pub function: &'static str,
    /// The place, the error and the rule of the contract.
    pub what: String,
}

/// A trap that the guest did not explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trap {
    /// The function of the contract that was running.
    pub function: &'static str,
    /// The machine's message.
    pub text: String,
    /// Names of the guest's functions that were running, the innermost first; empty if the module
    /// has no names.
    pub frames: Vec<String>,
}

/// A guest that the host stopped at a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// The limit.
    pub limit: Limit,
    /// The function of the contract that was running.
    pub function: &'static str,
    /// The guest's own report of the stop.
    pub fault: Option<Box<Fault>>,
}

/// A limit that the host sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The guest's memory.
    Memory {
        /// Bytes that the guest may have.
        bytes: usize,
        /// Bytes that the guest wanted to have.
        wanted: usize,
    },
    /// Run time of one call.
    Time(Duration),
    /// Bytes of the host's stack that guest code may take.
    Stack(usize),
    /// Bytes of the stack that the guest keeps in its own memory; the linker of the guest sets the
    /// size. The host detects this only in modules that compilers of the LLVM family built, Rust's
    /// among them.
    GuestStack(usize),
    /// Fuel of one call.
    Fuel(u64),
    /// Reads inside reads.
    ReadDepth(usize),
}

/// A guest's own report of why it stopped. The texts are as the guest wrote them, at most 4,096
/// bytes of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The cause.
    pub cause: FaultCause,
    /// The message.
    pub text: String,
    /// Source file, empty for none.
    pub file: String,
    /// Line in the source file, 0 for none.
    pub line: u32,
    /// Column in the line, 0 for none.
    pub column: u32,
    /// Bytes of the last allocation that failed, 0 for none.
    pub failed_alloc: u32,
    /// Names of the guest's functions that were running, the innermost first; empty if the module
    /// has no names. Functions that the panic itself called are left out.
    pub frames: Vec<String>,
}

impl Finding {
    pub(crate) fn new(
        what: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            what: what.into(),
            found: found.into(),
            expected: expected.into(),
            section: None,
            limit: None,
        }
    }

    /// Returns the finding with the section of ABI.md that it is about.
    pub(crate) fn of_section(self, section: u8) -> Self {
        Self {
            section: Some(section),
            ..self
        }
    }
}

impl std::error::Error for Error {}

impl std::error::Error for ErrorKind {}

impl Error {
    /// Returns the class of the error: the same mistake has the same class on every engine.
    pub const fn class(&self) -> ErrorClass {
        match self.phase {
            Phase::Init => ErrorClass::Init,
            _ => self.kind.class(),
        }
    }
}
