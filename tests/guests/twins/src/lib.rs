//! Two modules that each have an extension `Twin`. The compiler cannot see that; the host's gate
//! does.
#![no_std]

/// The module of the first twin.
pub mod first {
    use heeus_sdk::extension;
    use heeus_sdk::untyped::{WasmState, WasmStateElement};

    /// The first twin.
    #[extension(kind = "command", name = "Twin")]
    fn twin(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

/// The module of the second twin.
pub mod second {
    use heeus_sdk::extension;
    use heeus_sdk::untyped::{WasmState, WasmStateElement};

    /// The second twin.
    #[extension(kind = "query", name = "Twin")]
    fn twin(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}
