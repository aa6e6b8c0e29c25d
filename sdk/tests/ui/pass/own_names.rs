//! Generated code means what it says, whatever the names around it mean. Here they mean something else.
#![forbid(unsafe_code)]
#![deny(warnings)]

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
/// Stands for the prelude's.
pub trait FnOnce {}
/// Stands for the prelude's.
pub trait Clone {}
/// Stands for the prelude's.
pub trait Default {}
/// Stands for the prelude's.
pub trait PartialEq {}
/// Stands for the prelude's.
pub trait From {}
/// Stands for the prelude's.
pub trait Sized {}
/// Stands for the SDK's.
pub trait Record {}
/// Stands for the SDK's.
pub trait ToField {}
/// Stands for the SDK's.
pub trait View {}
/// Stands for the SDK's.
pub struct Error;
/// Stands for the SDK's.
pub struct Put;
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

/// Has the names that generated code for structs uses.
pub mod structs {
    pub use super::*;

    type Text<'a> = &'a ::core::primitive::str;
    type Maybe<T> = ::core::option::Option<T>;

    /// Has the names of locals, and of what they are made of.
    #[derive(::heeus_sdk::Record)]
    pub struct Fields<'a> {
        /// A field.
        pub fields: i32,
        /// A field.
        pub record: Text<'a>,
        /// A field.
        #[record(default)]
        pub value: i64,
        /// A field.
        pub take: Maybe<Text<'a>>,
    }

    /// Has the names of locals, and of lifetimes and types that generated code has.
    #[derive(::heeus_sdk::Entity)]
    #[entity(view = "shop.Entity")]
    pub struct Entity<'of> {
        /// A field.
        #[entity(partition)]
        pub key: Text<'of>,
        /// A field.
        #[entity(clustering)]
        pub other: i32,
        /// A field.
        #[entity(clustering)]
        pub f: i32,
        /// A field.
        pub value: Text<'of>,
        /// A field.
        pub keep: Maybe<i32>,
        /// A field.
        pub field_key: i32,
    }

    /// Has the name of a type parameter that generated code has.
    #[derive(::heeus_sdk::Entity)]
    #[entity(record = "shop.R")]
    pub struct R<'any> {
        /// The id.
        #[entity(id)]
        pub id: ::heeus_sdk::RecordId,
        /// A field.
        pub r#type: Text<'any>,
    }

    /// Has the name of a trait that it gets.
    #[derive(::heeus_sdk::Entity)]
    #[entity(singleton = "shop.Singleton")]
    pub struct Singleton {
        /// A field.
        #[entity(default = 1)]
        pub limit: i32,
    }

    /// Returns what is a result, and is not called so.
    #[::heeus_sdk::extension(kind = "query")]
    pub fn done(
        ctx: &::heeus_sdk::QueryContext<'_>,
        answer: Fields<'_>,
    ) -> ::core::result::Result<(), ::heeus_sdk::Error> {
        ctx.result(&answer);
        ::core::result::Result::Ok(())
    }

    /// Has the name of a local.
    #[::heeus_sdk::extension(kind = "query")]
    pub fn ctx(_: &::heeus_sdk::QueryContext<'_>, failed: Fields<'_>) {
        let _ = failed.record;
    }
}

/// Is called like a result, and is a record.
pub mod called_so {
    /// A record.
    #[derive(::heeus_sdk::Record)]
    pub struct Result<'run> {
        /// A field.
        pub text: &'run ::core::primitive::str,
    }

    /// Returns it.
    #[::heeus_sdk::extension(kind = "query", name = "CalledSo")]
    pub fn called_so<'run>(
        _: &::heeus_sdk::QueryContext<'run>,
        args: Result<'run>,
    ) -> Result<'run> {
        args
    }
}

/// Uses what the macros have made.
pub fn main() {
    let _: &'static ::core::primitive::str = extensions::ENTRY;
}
