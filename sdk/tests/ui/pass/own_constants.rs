//! Constants, statics and structs whose names generated code also binds. A pattern of such a name
//! would mean the constant.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(non_upper_case_globals, non_camel_case_types, reason = "the names are the point")]

use heeus_sdk::prelude::*;

macro_rules! constants {
    ($($name:ident)*) => { $(
        /// A constant with the name of a binding.
        pub const $name: () = ();
    )* };
}

constants! {
    all answer args arguments call called context ctx data done element entity error event f failed field fields first from
    found id index into keep key list mark marks name names of other out outcome own place prefix put puts raw read reader
    record refused result returned row rows run second self_ shape slot source state table take text to ty value values
    write writer wire array items scalar conversion reason number known
    amount day limit note r#type field_amount field_day field_note field_value field_year
    a b c d e g h i j k l m n o p q r s t u v w x y z
}

/// A static with the name of a binding.
pub static year: i32 = 2026;

/// A struct with the name of a binding.
pub struct text_of;

/// A record.
#[derive(Record)]
pub struct Fields {
    /// A field.
    pub amount: i64,
    /// A field.
    pub year: i32,
    /// A field.
    pub note: Option<String>,
    /// A field.
    #[record(default)]
    pub value: i64,
    /// A field.
    #[record(default = year)]
    pub text_of: i32,
    /// A field.
    pub r#type: Vec<i32>,
}

/// An enum whose variants have the names of constants.
#[derive(Field, Clone, Copy)]
pub enum named {
    /// A variant.
    value,
    /// A variant.
    wire,
}

/// An enum whose variants have the names of constants.
#[derive(Field, Clone, Copy)]
#[field(number)]
pub enum numbered {
    /// A variant.
    value,
    /// A variant.
    wire,
}

/// A struct with the name of a binding.
#[derive(Field, Clone, Copy)]
pub struct inner(pub i64);

/// A record of own types.
#[derive(Record)]
pub struct Own {
    /// A field.
    pub named: named,
    /// A field.
    pub numbered: numbered,
    /// A field.
    pub inner: inner,
}

/// A row of a view.
#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
pub struct Totals<'run> {
    /// A field.
    #[entity(partition)]
    pub year: i32,
    /// A field.
    #[entity(clustering)]
    pub day: &'run str,
    /// A field.
    #[entity(clustering)]
    pub key: String,
    /// A field.
    pub amount: i64,
    /// A field.
    pub note: Option<&'run str>,
}

/// A record.
#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
pub struct Article {
    /// A field.
    #[entity(id)]
    pub id: RecordId,
    /// A field.
    pub value: i64,
}

/// A singleton.
#[derive(Entity, Clone)]
#[entity(singleton = "shop.Config")]
pub struct Config {
    /// A field.
    #[entity(default = 1)]
    pub limit: i64,
}

/// A command.
#[extension(kind = "command", name = "Command")]
pub fn command(_: &CommandContext<'_>, Fields { amount: sum, .. }: Fields) -> Result<Fields, Error> {
    Ok(Fields { amount: sum, year, note: None, value: 1, text_of: 2, r#type: Vec::new() })
}

/// A query.
#[extension(kind = "query", name = "Query")]
pub fn query(_: &QueryContext<'_>, given: Fields) -> Result<Vec<Fields>, Error> {
    Ok(vec![given])
}

/// A projector.
#[extension(kind = "projector", name = "Projector")]
pub fn projector(_: &ProjectorContext<'_>, _: Event<'_, Fields>) {}

/// A job.
#[extension(kind = "job", name = "Job")]
pub fn job(_: &JobContext<'_>) -> Result<(), Error> {
    Ok(())
}

/// Uses what the macros have made.
pub fn main() {
    let own_types = Own { named: named::wire, numbered: numbered::value, inner: inner(1) };
    let _ = (own_types.to_bytes(), named::value, numbered::wire);
    let _ = (TotalsKey { year, day: "1", key: String::new() }, text_of);
}
