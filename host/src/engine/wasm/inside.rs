//! The function of the contract that a guest is in, and its rights there.

use heeus_abi::export;

/// The function of the contract that a guest is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// The start function of the module.
    Start,
    /// `WasmInit`.
    Init,
    /// `WasmMalloc`, for a run or inside of an import.
    Malloc,
    /// `WasmRun`.
    Run,
    /// `WasmOnRead`.
    OnRead,
    /// `WasmOnReadPage`.
    OnReadPage,
    /// `WasmReset`.
    Reset,
    /// `WasmFinit`.
    Finish,
}

impl Inside {
    /// Returns its name in errors.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Start => "the start function",
            Self::Init => export::INIT.name,
            Self::Malloc => export::MALLOC.name,
            Self::Run => export::RUN.name,
            Self::OnRead => export::ON_READ.name,
            Self::OnReadPage => export::ON_READ_PAGE.name,
            Self::Reset => export::RESET.name,
            Self::Finish => export::FINIT.name,
        }
    }

    /// Returns whether the guest may call imports there (ABI.md, section 2).
    pub(super) const fn may_import(self) -> bool {
        matches!(self, Self::Run | Self::OnRead | Self::OnReadPage)
    }
}
