//! Traits whose methods have the same names on every type as the methods that generated code calls,
//! and macros with the names of the standard library's.
#![forbid(unsafe_code)]
#![deny(warnings)]

/// A trait with each name that generated code could call, on every type, by value.
pub trait Methods: Sized {
    /// Never called.
    fn write(self) {}
    /// Never called.
    fn len(self) {}
    /// Never called.
    fn inside(self) {}
    /// Never called.
    fn field(self) {}
    /// Never called.
    fn finish(self) {}
    /// Never called.
    fn debug_struct(self) {}
    /// Never called.
    fn put(self) {}
    /// Never called.
    fn to_put(self) {}
    /// Never called.
    fn must(self) {}
    /// Never called.
    fn find(self) {}
    /// Never called.
    fn first(self) {}
    /// Never called.
    fn second(self) {}
    /// Never called.
    fn returned(self) {}
    /// Never called.
    fn done(self) {}
    /// Never called.
    fn failed(self) {}
    /// Never called.
    fn cloned(self) {}
    /// Never called.
    fn is(self) {}
    /// Never called.
    fn shown(self) {}
    /// Never called.
    fn clone(self) {}
    /// Never called.
    fn eq(self) {}
    /// Never called.
    fn with(self) {}
    /// Never called.
    fn add(self) {}
    /// Never called.
    fn to_field(self) {}
    /// Never called.
    fn to_value(self) {}
    /// Never called.
    fn to_wire(self) {}
    /// Never called.
    fn slot(self) {}
    /// Never called.
    fn map_err(self) {}
    /// Never called.
    fn as_debug(self) {}
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

/// An enum by names.
#[derive(::heeus_sdk::Field)]
pub enum Status {
    /// A variant.
    Open,
    /// A variant.
    Paid,
}

/// An enum by numbers.
#[derive(::heeus_sdk::Field)]
#[field(number)]
pub enum Grade {
    /// A variant.
    Good,
    /// A variant.
    Bad,
}

/// A text.
#[derive(::heeus_sdk::Field)]
pub struct Code<'run>(pub &'run str);

/// A share.
#[derive(::heeus_sdk::Field, Clone, Debug, PartialEq)]
#[field(convert)]
pub struct Percent(u8);

impl ::heeus_sdk::field::Convert for Percent {
    type Wire = u8;

    fn to_wire(&self) -> u8 {
        self.0
    }

    fn from_wire(wire: u8) -> Result<Self, ::heeus_sdk::Error> {
        Ok(Self(wire))
    }
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
    pub status: Status,
    /// A key field.
    #[entity(clustering)]
    pub grade: Grade,
    /// A key field.
    #[entity(clustering)]
    pub code: Code<'run>,
    /// A key field.
    #[entity(clustering)]
    pub percent: Percent,
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

/// Uses the items that the macros generate.
pub fn main() {
    let total = Totals {
        text: "a",
        status: Status::Open,
        grade: Grade::Bad,
        code: Code("c"),
        percent: Percent(5),
        owned: ::std::string::String::from("b"),
        amount: 1,
    };
    let key = total.key();
    let text = ::std::format!("{key:?}");
    let expected = "TotalsKey { text: \"a\", status: \"Open\", grade: 1, code: \"c\", percent: Percent(5), \
                    owned: \"b\" }";
    ::std::assert!(text == expected);
    let _ = (Status::Paid, Grade::Good);
    let _: &str = CONFIG;
}
