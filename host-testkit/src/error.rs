//! Why a call of an extension failed, and whose doing it was.

mod class;
mod findings;
mod show;

use std::time::Duration;

use heeus_abi::FaultCause;

pub use class::ErrorClass;
pub(crate) use findings::Findings;

use crate::engine::ModuleLimit;
use crate::state::{ReadError, StateError};

/// A call of an extension, or what has to come before it, failed.
///
/// It shows itself on one line: extension and module, phase, blame (*fault*: the guest broke a rule or gave up;
/// *limit*: the host stopped it; *error*: the extension said so; *refused*, *state*), and what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// Name of the module.
    pub module: String,
    /// Name of the extension, where one was called.
    pub extension: Option<String>,
    /// When it happened.
    pub phase: Phase,
    /// What happened.
    pub kind: ErrorKind,
}

/// A part of a module's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The module is checked and compiled.
    Load,
    /// An instance is made.
    Link,
    /// `WasmInit` and what the host asks for right after it.
    Init,
    /// `WasmRun` and all that happens inside it.
    Run,
    /// `WasmReset`.
    Reset,
    /// `WasmFinit`.
    Finish,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The module is not one of this contract: all that is wrong with it.
    Load(Vec<Finding>),
    /// No instance could be made of a module that is sound, or no engine for it.
    Link(String),
    /// The guest broke the contract while it ran.
    Abi(Breach),
    /// The guest trapped without saying why.
    Trap(Box<Trap>),
    /// The host stopped the guest.
    Limit(Limited),
    /// The guest gave up and told why.
    Fault(Box<Fault>),
    /// The extension returned an error.
    Extension {
        /// Its own code, 0 for none.
        code: i32,
        /// Its text.
        text: String,
    },
    /// The module has no extension of this name.
    UnknownExtension {
        /// The names that it has.
        known: Vec<String>,
    },
    /// The extension is not of the kind that it was called as.
    WrongKind {
        /// The kind that it was called as.
        called: heeus_abi::Kind,
        /// The kind that the manifest tells.
        declared: Option<heeus_abi::Kind>,
    },
    /// An intent of the extension could not be put into a block.
    BadIntent(String),
    /// A get or read that the extension's kind may not do, or that passed a limit of the state.
    Read(ReadError),
    /// An intent that the state does not take.
    Intent {
        /// Its place among the intents of the run, from 0 on.
        at: usize,
        /// Why.
        error: StateError,
    },
    /// Intents that the state did not apply.
    State(StateError),
    /// The engine was used in a way that it cannot be used in.
    Call(String),
}

/// One thing that is wrong with a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The part of the module.
    pub what: String,
    /// What was found there.
    pub found: String,
    /// What the contract allows there.
    pub allowed: String,
    /// The section of ABI.md that says so, where it is a rule of the contract.
    pub section: Option<u8>,
    /// The limit of this host that the module passes, where it is one.
    pub limit: Option<ModuleLimit>,
}

/// A rule of the contract that a guest broke while it ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The function of the contract in which it came to light.
    pub function: &'static str,
    /// What was wrong, where, and what the contract wants.
    pub what: String,
}

/// A trap that the guest did not explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trap {
    /// The function of the contract that was running.
    pub function: &'static str,
    /// What the machine says.
    pub text: String,
    /// Names of the guest's functions that were running, the innermost first, where the module tells them.
    pub frames: Vec<String>,
}

/// The host stopped the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// At which limit.
    pub limit: Limit,
    /// The function of the contract that was running.
    pub function: &'static str,
    /// What the guest itself said of it.
    pub fault: Option<Box<Fault>>,
}

/// A limit that the host sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The guest's memory.
    Memory {
        /// Bytes that it may have.
        bytes: usize,
        /// Bytes that it wanted to have.
        wanted: usize,
    },
    /// Run time of one call.
    Time(Duration),
    /// Bytes of the host's stack that guest code may take.
    Stack(usize),
    /// Bytes of the stack that the guest keeps in its own memory; what it is linked with says how many. Seen where the
    /// module has been made by compilers of the LLVM family, as Rust's is.
    GuestStack(usize),
    /// Fuel of one call.
    Fuel(u64),
    /// Reads inside reads.
    ReadDepth(usize),
}

/// What a guest that gave up says of itself. Texts are as the guest wrote them, with at most 4,096 bytes of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Why.
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
    /// Names of the guest's functions that were running, the innermost first, where a module tells them. What the panic
    /// itself called is left out.
    pub frames: Vec<String>,
}

impl Finding {
    pub(crate) fn new(
        what: impl Into<String>,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            what: what.into(),
            found: found.into(),
            allowed: allowed.into(),
            section: None,
            limit: None,
        }
    }

    /// The finding with the section of ABI.md that it is about.
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
    /// What sort of error it is: the same for the same mistake on every engine.
    pub const fn class(&self) -> ErrorClass {
        match self.phase {
            Phase::Init => ErrorClass::Init,
            _ => self.kind.class(),
        }
    }
}
