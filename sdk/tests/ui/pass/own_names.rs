//! Generated code means what it says, whatever the names around it mean. Here they mean something else.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![expect(
    clippy::pedantic,
    reason = "what may be written is the point, not style"
)]

/// Stands for the standard library's.
#[derive(Debug)]
pub struct Result;
/// Stands for the standard library's.
pub struct Option;
/// Stands for the standard library's.
pub struct String;
/// Stands for the standard library's.
pub struct Vec;
/// Stands for the primitive.
#[expect(non_camel_case_types, reason = "the name is the point")]
pub struct str;
/// Stands for the primitive.
#[expect(non_camel_case_types, reason = "the name is the point")]
pub struct u8;
/// Stands for the standard library's.
#[expect(non_snake_case, reason = "the name is the point")]
pub fn Some() {}
/// Stands for the standard library's.
#[expect(non_snake_case, reason = "the name is the point")]
pub fn Ok() {}
/// Stands for the standard library's.
#[expect(non_snake_case, reason = "the name is the point")]
pub fn Err() {}
/// Stands for the prelude's.
pub trait Fn {}
/// Stands for the prelude's.
pub trait Display {}
/// Stands for the SDK's.
pub struct WasmState;
/// Stands for the SDK's.
pub struct Returned;
/// Stands for the SDK's.
pub trait Returns {}
/// Stands for the crate.
pub mod core {}
/// Stands for the crate.
pub mod std {}
/// Stands for the crate.
pub mod heeus_sdk {}

/// Has the names that generated code uses.
pub mod extensions {
    pub use super::*;

    macro_rules! register {
        () => {};
    }
    macro_rules! manifest {
        () => {};
    }
    register!();
    manifest!();

    type State<'a> = ::heeus_sdk::WasmState<'a>;
    type Element<'a> = ::heeus_sdk::WasmStateElement<'a>;

    /// Has the name of what is generated.
    #[::heeus_sdk::extension(kind = "command")]
    pub fn run(state: &State<'_>, args: Element<'_>) {
        let _ = (state, args);
    }

    /// Has the name of a local.
    #[::heeus_sdk::extension(kind = "command")]
    pub fn state(
        run: &State<'_>,
        state: Element<'_>,
    ) -> ::core::result::Result<(), ::core::fmt::Error> {
        let _ = (run, state);
        ::core::result::Result::Ok(())
    }

    /// Has the name of a local.
    #[::heeus_sdk::extension(kind = "query")]
    pub fn args(args: &State<'_>, state: Element<'_>) {
        let _ = (args, state);
    }

    /// Has the name of a static of the SDK.
    #[::heeus_sdk::extension(kind = "job")]
    #[expect(non_snake_case, reason = "the name is the point")]
    pub fn REGISTRATION(_: &State<'_>, _: Element<'_>) {}

    /// Has the name of a function of the SDK.
    #[::heeus_sdk::extension(kind = "job")]
    pub fn register(_: &State<'_>, _: Element<'_>) {}

    ::heeus_sdk::entity! {
        /// Has the name of a static of the SDK.
        pub ENTRY = record "orders.Article" { value { Name: string } }
    }
}

/// Uses what the macros have made.
pub fn main() {
    let _: &'static ::core::primitive::str = extensions::ENTRY;
}
