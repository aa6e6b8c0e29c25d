//! The names and types of all functions between host and guest.

use crate::version;

/// The module that a guest imports the host's functions from.
pub const IMPORT_MODULE: &str = "env";
/// The export of the guest's linear memory.
pub const MEMORY: &str = "memory";
/// The exported immutable global that holds the address of the [`FaultBlock`](crate::FaultBlock).
pub const FAULT_GLOBAL: &str = "WasmFault";

/// The exported immutable global that holds the address of the arena block.
pub const ARENA_GLOBAL: &str = "WasmArena";

/// The prefix that no extension's name may have.
pub const RESERVED_PREFIX: &str = "Wasm";

/// A function of the contract. Every parameter and result is an `i32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Func {
    /// Its name on the wire.
    pub name: &'static str,
    /// Names of its parameters.
    pub params: &'static [&'static str],
    /// True if it returns a number.
    pub returns: bool,
}

/// The need for an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A host refuses a module without it.
    Required,
    /// A capability: a host that knows the export uses it, other hosts ignore it.
    Capability,
}

/// A function that a guest exports for its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// The function.
    pub func: Func,
    /// Its need: required, or a capability.
    pub need: Need,
}

/// The exports by their role.
pub mod export {
    use super::Func;

    /// Carries the version in its name; does nothing.
    pub const ABI_VERSION: Func = Func {
        name: super::version::EXPORT,
        params: &[],
        returns: false,
    };
    /// Called once, before anything else.
    pub const INIT: Func = Func {
        name: "WasmInit",
        params: &[],
        returns: false,
    };
    /// Runs an extension.
    pub const RUN: Func = Func {
        name: "WasmRun",
        params: &["sz_name", "ext_kind", "arg_ptr"],
        returns: true,
    };
    /// Allocates room in the guest's memory.
    pub const MALLOC: Func = Func {
        name: "WasmMalloc",
        params: &["size"],
        returns: true,
    };
    /// Restores the guest's state.
    pub const RESET: Func = Func {
        name: "WasmReset",
        params: &[],
        returns: false,
    };
    /// Called once, after everything else.
    pub const FINIT: Func = Func {
        name: "WasmFinit",
        params: &[],
        returns: false,
    };
    /// Receives one element of a read.
    pub const ON_READ: Func = Func {
        name: "WasmOnRead",
        params: &["ctx_id", "key_ptr", "element_ptr"],
        returns: false,
    };
    /// Receives a page of elements of a read.
    pub const ON_READ_PAGE: Func = Func {
        name: "WasmOnReadPage",
        params: &["ctx_id", "page_ptr"],
        returns: false,
    };
}

/// The imports by their role.
pub mod import {
    use super::Func;

    /// Looks one element up.
    pub const GET_ELEM: Func = Func {
        name: "HostGetElem",
        params: &["key_ptr", "elem_ptr_ptr"],
        returns: true,
    };
    /// Reads the elements under a partial key.
    pub const READ_ELEMS: Func = Func {
        name: "HostReadElems",
        params: &["ctx_id", "key_ptr"],
        returns: true,
    };
}

const fn required(func: Func) -> Export {
    Export {
        func,
        need: Need::Required,
    }
}

/// All exports.
pub const EXPORTS: &[Export] = &[
    required(export::ABI_VERSION),
    required(export::INIT),
    required(export::RUN),
    required(export::MALLOC),
    required(export::RESET),
    required(export::FINIT),
    required(export::ON_READ),
    Export {
        func: export::ON_READ_PAGE,
        need: Need::Capability,
    },
];

/// All imports. A guest may leave out those that it does not call.
pub const IMPORTS: &[Func] = &[import::GET_ELEM, import::READ_ELEMS];
