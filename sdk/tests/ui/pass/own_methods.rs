//! Generated code calls what it means, in a crate whose traits have methods of the same names on every type, and whose
//! macros are called like those of the standard library.
#![forbid(unsafe_code)]
#![deny(warnings)]

/// Has a method for each name that generated code could call, on every type, by value.
pub trait Methods: Sized {
    /// Is none of generated code's.
    fn write(self) {}
    /// Is none of generated code's.
    fn len(self) {}
    /// Is none of generated code's.
    fn inside(self) {}
    /// Is none of generated code's.
    fn field(self) {}
    /// Is none of generated code's.
    fn finish(self) {}
    /// Is none of generated code's.
    fn debug_struct(self) {}
    /// Is none of generated code's.
    fn put(self) {}
    /// Is none of generated code's.
    fn to_put(self) {}
    /// Is none of generated code's.
    fn must(self) {}
    /// Is none of generated code's.
    fn find(self) {}
    /// Is none of generated code's.
    fn first(self) {}
    /// Is none of generated code's.
    fn second(self) {}
    /// Is none of generated code's.
    fn returned(self) {}
    /// Is none of generated code's.
    fn done(self) {}
    /// Is none of generated code's.
    fn failed(self) {}
    /// Is none of generated code's.
    fn cloned(self) {}
    /// Is none of generated code's.
    fn is(self) {}
    /// Is none of generated code's.
    fn shown(self) {}
    /// Is none of generated code's.
    fn clone(self) {}
    /// Is none of generated code's.
    fn eq(self) {}
    /// Is none of generated code's.
    fn with(self) {}
    /// Is none of generated code's.
    fn add(self) {}
}

impl<T> Methods for T {}

macro_rules! nothing {
    ($($name:ident)*) => { $(
        #[allow(unused_macros, reason = "not to be called is the point")]
        macro_rules! $name {
            ($dollar:tt) => { compile_error!("called by generated code") };
        }
    )* };
}

nothing! {
    panic assert assert_eq debug_assert unreachable matches vec format write concat stringify module_path cfg env
    include_bytes register manifest constructor take_record
}

/// A record.
#[derive(::heeus_sdk::Record)]
pub struct Order<'run> {
    /// A text.
    pub text: &'run str,
    /// A number.
    #[record(default)]
    pub number: i32,
}

/// A record of scalars.
#[derive(::heeus_sdk::Record)]
pub struct Flat {
    /// A number.
    pub number: i64,
}

/// A view.
#[derive(::heeus_sdk::Entity)]
#[entity(view = "methods.Totals")]
pub struct Totals<'run> {
    /// A key field.
    #[entity(partition)]
    pub text: &'run str,
    /// A key field.
    #[entity(clustering)]
    pub owned: ::std::string::String,
    /// A value.
    pub amount: i64,
}

::heeus_sdk::entity! {
    /// A declaration.
    pub CONFIG = singleton "methods.Config" { value { Limit: i64 } }
}

/// An extension.
#[::heeus_sdk::extension(kind = "command", name = "Methods")]
pub fn command(_: &::heeus_sdk::CommandContext<'_>, _: Order<'_>) -> Result<Flat, ::heeus_sdk::Error> {
    Ok(Flat { number: 1 })
}

/// An extension without a result.
#[::heeus_sdk::extension(kind = "query", name = "MethodsToo")]
pub fn query(_: &::heeus_sdk::QueryContext<'_>) -> Flat {
    Flat { number: 1 }
}

/// Uses what the macros have made.
pub fn main() {
    let total = Totals {
        text: "a",
        owned: ::std::string::String::from("b"),
        amount: 1,
    };
    let key = total.key();
    let text = ::std::format!("{key:?}");
    ::std::assert!(text == "TotalsKey { text: \"a\", owned: \"b\" }");
    let _: &str = CONFIG;
}
