//! Names of the standard library and of the SDK with another meaning. Generated code must not use
//! them.
#![forbid(unsafe_code)]
#![deny(warnings)]

/// Hides the name of the standard library.
#[derive(Debug)]
pub struct Result;
/// Hides the name of the standard library.
pub struct Option;
/// Hides the name of the standard library.
pub struct String;
/// Hides the name of the standard library.
pub struct Vec;
/// Hides the primitive type.
#[expect(non_camel_case_types, reason = "the name is the point")]
pub struct str;
/// Hides the primitive type.
#[expect(non_camel_case_types, reason = "the name is the point")]
pub struct u8;
/// Hides the name of the standard library.
#[expect(non_snake_case, reason = "the name is the point")]
pub fn Some() {}
/// Hides the name of the standard library.
#[expect(non_snake_case, reason = "the name is the point")]
pub fn Ok() {}
/// Hides the name of the standard library.
#[expect(non_snake_case, reason = "the name is the point")]
pub fn Err() {}
/// Hides the trait of the prelude.
pub trait Fn {}
/// Hides the trait of the prelude.
pub trait Display {}
/// Hides the trait of the prelude.
pub trait FnOnce {}
/// Hides the trait of the prelude.
pub trait Clone {}
/// Hides the trait of the prelude.
pub trait Default {}
/// Hides the trait of the prelude.
pub trait PartialEq {}
/// Hides the trait of the prelude.
pub trait From {}
/// Hides the trait of the prelude.
pub trait Sized {}
/// Hides the name of the SDK.
pub trait Record {}
/// Hides the name of the SDK.
pub trait ToField {}
/// Hides the name of the SDK.
pub trait View {}
/// Hides the name of the SDK.
pub trait Convert {}
/// Hides the name of the SDK.
pub struct PhantomData;
/// Hides the name of the SDK.
pub struct Error;
/// Hides the name of the SDK.
pub struct Put;
/// Hides the name of the SDK.
pub struct WasmState;
/// Hides the name of the SDK.
pub struct Returned;
/// Hides the name of the SDK.
pub trait Returns {}
/// Hides the crate.
pub mod core {}
/// Hides the crate.
pub mod std {}
/// Hides the crate.
pub mod heeus_sdk {}

/// Extensions with names that generated code uses.
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

    type State<'a> = ::heeus_sdk::untyped::WasmState<'a>;
    type Element<'a> = ::heeus_sdk::untyped::WasmStateElement<'a>;

    /// An extension with the name of a generated item.
    #[::heeus_sdk::extension(kind = "command")]
    pub fn run(state: &State<'_>, args: Element<'_>) {
        let _ = (state, args);
    }

    /// An extension with the name of a local variable.
    #[::heeus_sdk::extension(kind = "command")]
    pub fn state(
        run: &State<'_>,
        state: Element<'_>,
    ) -> ::core::result::Result<(), ::core::fmt::Error> {
        let _ = (run, state);
        ::core::result::Result::Ok(())
    }

    /// An extension with the name of a local variable.
    #[::heeus_sdk::extension(kind = "query")]
    pub fn args(args: &State<'_>, state: Element<'_>) {
        let _ = (args, state);
    }

    /// An extension with the name of a static of the SDK.
    #[::heeus_sdk::extension(kind = "job")]
    #[expect(non_snake_case, reason = "the name is the point")]
    pub fn REGISTRATION(_: &State<'_>, _: Element<'_>) {}

    /// An extension with the name of a function of the SDK.
    #[::heeus_sdk::extension(kind = "job")]
    pub fn register(_: &State<'_>, _: Element<'_>) {}

    ::heeus_sdk::entity! {
        /// A declaration with the name of a static of the SDK.
        pub ENTRY = record "orders.Article" { value { Name: string } }
    }
}

/// Structs with names that generated code uses.
pub mod structs {
    pub use super::*;

    type Text<'a> = &'a ::core::primitive::str;
    type Maybe<T> = ::core::option::Option<T>;

    /// A record with the names of local variables and of their types.
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

    /// An entity with the names of local variables, and of generated lifetimes and types.
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

    /// An entity with the name of a generated type parameter.
    #[derive(::heeus_sdk::Entity)]
    #[entity(record = "shop.R")]
    pub struct R<'any> {
        /// The id.
        #[entity(id)]
        pub id: ::heeus_sdk::RecordId,
        /// A field.
        pub r#type: Text<'any>,
    }

    /// An entity with the name of a trait that it implements.
    #[derive(::heeus_sdk::Entity)]
    #[entity(singleton = "shop.Singleton")]
    pub struct Singleton {
        /// A field.
        #[entity(default = 1)]
        pub limit: i32,
    }

    /// Names that generated code uses, as variants.
    #[derive(::heeus_sdk::Field)]
    pub enum Names {
        /// A variant.
        Ok,
        /// A variant.
        Err,
        /// A variant.
        Self_,
        /// A variant.
        Names,
    }

    /// Numbers that generated code names, as variants.
    #[derive(::heeus_sdk::Field)]
    #[field(number)]
    pub enum Number {
        /// A variant.
        Ok,
        /// A variant.
        Number,
    }

    /// A struct around a value, with the name of the trait.
    #[derive(::heeus_sdk::Field)]
    pub struct Field<'run>(Text<'run>, ::core::marker::PhantomData<fn() -> PhantomData>);

    /// A conversion.
    #[derive(::heeus_sdk::Field)]
    #[field(convert)]
    pub struct Converted;

    impl ::heeus_sdk::field::Convert for Converted {
        type Wire = i32;

        fn to_wire(&self) -> i32 {
            1
        }

        fn from_wire(_: i32) -> ::core::result::Result<Self, ::heeus_sdk::Error> {
            ::core::result::Result::Ok(Self)
        }
    }

    /// A record with those fields.
    #[derive(::heeus_sdk::Record)]
    pub struct Own<'a> {
        /// A field.
        pub names: Names,
        /// A field.
        pub number: Number,
        /// A field.
        pub field: Field<'a>,
        /// A field.
        pub converted: Converted,
    }

    /// An extension that returns a result under another name.
    #[::heeus_sdk::extension(kind = "query")]
    pub fn done(
        ctx: &::heeus_sdk::QueryContext<'_>,
        answer: Fields<'_>,
    ) -> ::core::result::Result<(), ::heeus_sdk::Error> {
        ctx.result(&answer);
        ::core::result::Result::Ok(())
    }

    /// An extension with the name of a local variable.
    #[::heeus_sdk::extension(kind = "query")]
    pub fn ctx(_: &::heeus_sdk::QueryContext<'_>, failed: Fields<'_>) {
        let _ = failed.record;
    }
}

/// A record with the name of a result.
pub mod called_so {
    /// A record.
    #[derive(::heeus_sdk::Record)]
    pub struct Result<'run> {
        /// A field.
        pub text: &'run ::core::primitive::str,
    }

    /// An extension that returns that record.
    #[::heeus_sdk::extension(kind = "query", name = "CalledSo")]
    pub fn called_so<'run>(
        _: &::heeus_sdk::QueryContext<'run>,
        args: Result<'run>,
    ) -> Result<'run> {
        args
    }
}

/// Uses the items that the macros generate.
pub fn main() {
    let _: &'static ::core::primitive::str = extensions::ENTRY;
}
