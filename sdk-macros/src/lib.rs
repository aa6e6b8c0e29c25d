//! The macros of `heeus-sdk`: the attribute `#[extension]`, the declaration `entity!`, the derives,
//! and `text!`.
//!
//! Use them through `heeus_sdk`, whose documentation shows how. This crate only turns tokens into
//! tokens: it parses the input (`parse`), checks it and builds a model (`check`), and writes code
//! for the model (`emit`). Generated code names nothing but `::core` and
//! `::heeus_sdk::__private_1`, which it imports under a name of its own. `crate = ".."` gives
//! another path of the SDK. For wrong input the generated code has fallbacks: one mistake is one
//! error.

#![forbid(unsafe_code)]

mod access;
mod derive;
mod entity_macro;
mod error;
mod events;
mod extension;
mod shared;
#[cfg(test)]
mod testing;
mod text_macro;

use proc_macro::TokenStream;

/// Turns a function into an extension, which a host can run by its name and kind.
///
/// ```
/// # use heeus_sdk::prelude::*;
/// # #[derive(Record)] struct NewOrder { price: i64 }
/// # #[derive(Record)] struct OrderId { id: RecordId }
/// # type OrderError = Error;
/// /// Takes an order.
/// #[extension(kind = "command", name = "NewOrder")]
/// fn new_order(ctx: &CommandContext, order: NewOrder) -> Result<OrderId, OrderError> {
///     // ..
/// #   Err("no".into())
/// }
/// ```
///
/// - `kind`: `command`, `query`, `validator`, `projector` or `job`; required.
/// - `name`: the name for the host; by default the function's name. 1 to 255 bytes without NUL that
///   do not begin with `Wasm`, unique in the module.
/// - `checks("NewOrder")`, of a validator: the commands of its package that it checks.
/// - `after("NewOrder", "crm.Customer")`, of a projector: the events that it follows. An event has
///   the name of its command and those of the records that it wrote, with the package in front; a
///   name without a package is one of the extension's own package.
/// - `sync`, of a projector: it follows an event before the next command runs.
/// - `crate`: the path of the SDK, if it is not `heeus_sdk`: `crate = "facade::heeus_sdk"`.
///
/// Parameters and result of the function depend on the kind; `E` implements
/// `heeus_sdk::ExtensionError`, `A` and `R` derive `Record`:
///
/// | kind | signature |
/// |---|---|
/// | command | `fn(ctx: &CommandContext, args: A) -> Result<R, E>` |
/// | query | `fn(ctx: &QueryContext, args: A) -> Result<Vec<R>, E>` |
/// | validator | `fn(ctx: &ValidatorContext, args: A) -> Result<(), E>` |
/// | projector | `fn(ctx: &ProjectorContext, event: Event<A>) -> Result<(), E>` |
/// | job | `fn(ctx: &JobContext) -> Result<(), E>` |
///
/// The second argument is optional, and so is the `Result`. The untyped form is
/// `fn(state: &WasmState, args: WasmStateElement) -> Result<(), E>` for every kind. The function
/// stays a plain function that can be called. Tools that list the extensions of a module show the
/// first line of its doc comment.
#[proc_macro_attribute]
pub fn extension(attribute: TokenStream, item: TokenStream) -> TokenStream {
    extension::expand(attribute.into(), &item.into()).into()
}

/// Declares entities, so that hosts and tools know their keys and values without running the
/// module.
///
/// ```
/// # use heeus_sdk::entity;
/// entity! {
///     /// Totals of ordered items by day.
///     pub ORDERED_ITEMS = view "orders.OrderedItems" {
///         partition { Year: i32 }
///         clustering { Month: i32, Day: i32 }
///         value { Amount: i64 }
///     }
///     pub ARTICLE = record "orders.Article" { value { Name: string, Note: string? } }
///     pub CONFIG = singleton "orders.Config" { value { Currency: string } }
/// }
/// ```
///
/// Each declaration defines a constant with the qualified name, and with the declaration's
/// visibility and attributes. A view has a key of partition fields and, if there are any,
/// clustering fields, in this order; a record has the key `ID`; a singleton has no key. Types are
/// `i32`, `i64`, `f32`, `f64`, `bool`, `string`, `bytes`, `qname`, `id`, `record` and `array`; key
/// fields are neither records nor arrays. A `?` behind the type of a value field says that rows may
/// lack it: a later version may add such fields, and no others, to an entity that has rows. A field
/// name that is not an identifier is written as a string literal.
///
/// `crate = "facade::heeus_sdk",` before all declarations gives the path of the SDK, if it is not
/// `heeus_sdk`.
#[proc_macro]
pub fn entity(input: TokenStream) -> TokenStream {
    entity_macro::expand(input.into()).into()
}

/// Turns a struct into a record: the arguments of an extension, a result, a value, a record in
/// another record.
///
/// ```
/// # use heeus_sdk::prelude::*;
/// # #[derive(Record)] struct Line { quantity: i32 }
/// #[derive(Record)]
/// struct NewOrder<'run> {
///     year: i32,
///     note: Option<&'run str>,
///     #[record(rename = "Items")]
///     lines: Vec<Line>,
///     #[record(default)]
///     urgent: bool,
/// }
/// ```
///
/// Each field is one on the wire, with a type that `heeus_sdk::field::ToField` lists, and with the
/// field's name in `PascalCase`: `single_price` is `SinglePrice`. A field is required, unless it is
/// an `Option`. The struct has named fields, at most one lifetime, which is that of the run, and no
/// type parameters.
///
/// - `#[record(rename_all = "camelCase")]` on the struct: names in another form, also
///   `"snake_case"`.
/// - `#[record(crate = "facade::heeus_sdk")]` on the struct: the path of the SDK, if it is not
///   `heeus_sdk`.
/// - `#[record(rename = "..")]` on a field: its name on the wire.
/// - `#[record(default)]`, `#[record(default = expression)]` on a field: the value if the field is
///   absent.
#[proc_macro_derive(Record, attributes(record))]
pub fn record(input: TokenStream) -> TokenStream {
    derive::record(input.into()).into()
}

/// Turns a struct into an entity: a row of a view, a record or a singleton, and declares it in the
/// manifest.
///
/// ```
/// # use heeus_sdk::prelude::*;
/// /// Totals of ordered items by day.
/// #[derive(Entity, Clone)]
/// #[entity(view = "orders.OrderedItems")]
/// struct OrderedItems {
///     #[entity(partition)]
///     year: i32,
///     #[entity(clustering)]
///     day: i32,
///     amount: i64,
/// }
///
/// #[derive(Entity, Clone)]
/// #[entity(record = "orders.Article")]
/// struct Article<'run> {
///     #[entity(id)]
///     id: RecordId,
///     name: &'run str,
/// }
///
/// #[derive(Entity, Clone)]
/// #[entity(singleton = "orders.Config")]
/// struct Config {
///     limit: i64,
/// }
/// ```
///
/// A view has a key of `partition` fields and, if there are any, `clustering` fields, each in the
/// order of their declaration; a record has one `id`, a `RecordId`; a singleton has no key. The
/// other fields are the value. Names and types are those of `Record`. So are `crate`, `rename_all`,
/// `rename` and `default`, which may also be in `#[record(..)]`. A view also gets a struct for its
/// key, here `OrderedItemsKey`.
///
/// `unique(code)` beside the name of a record says that no two active records of a workspace have
/// the same code; `unique(series, number)` is for fields that are unique together. It may be given
/// several times.
///
/// `#[entity(part_of = Article)]`, in place of kind and name, is for a struct with some of the
/// fields of another: it is read and updated as the whole is, but not inserted.
///
/// The traits `View`, `RecordEntity` and `Singleton` have the functions of an entity.
#[proc_macro_derive(Entity, attributes(entity, record))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    derive::entity(input.into()).into()
}

/// Turns an enum, or a struct around one value, into a type of fields: in records, entities, keys
/// and arrays.
///
/// ```
/// # use heeus_sdk::prelude::*;
/// /// By name: `"open"`, `"partly_paid"`, `"void"`.
/// #[derive(Field, Clone, Copy, PartialEq)]
/// #[field(rename_all = "snake_case")]
/// enum Status {
///     Open,
///     PartlyPaid,
///     #[field(rename = "void")]
///     Cancelled,
/// }
///
/// /// By number.
/// #[derive(Field, Clone, Copy, PartialEq)]
/// #[field(number)]
/// enum Grade {
///     Good = 1,
///     Bad = 5,
/// }
///
/// /// On the wire an `i64`, in Rust nothing else.
/// #[derive(Field, Clone, Copy, PartialEq)]
/// struct Cents(i64);
///
/// /// An id of bills alone.
/// #[derive(Field, Clone, Copy, PartialEq)]
/// struct BillId(RecordId);
///
/// #[derive(Entity, Clone)]
/// #[entity(record = "shop.Bill")]
/// struct Bill {
///     #[entity(id)]
///     id: BillId,
///     status: Status,
///     grade: Option<Grade>,
///     sums: Vec<Cents>,
/// }
/// ```
///
/// The variants of an enum have no data. A text or a number of no variant is an error of the read:
/// `shop.Bill: field Status is "opne", expected one of open, partly_paid, void`. A struct has one
/// value without a name, and any fields of the type `PhantomData`; it may have a lifetime, which is
/// that of the run, and parameters that are not in the type of the value. It is a key field, an
/// item or an id if its value may be one.
///
/// - `#[field(number)]` on an enum: by number, an i32 on the wire, or `#[field(number = i64)]`.
/// - `#[field(rename_all = "camelCase")]` on an enum: names in another form, also `"snake_case"`.
/// - `#[field(rename = "..")]` on a variant: its name on the wire.
/// - `#[field(convert)]`: a type with an implementation of `heeus_sdk::field::Convert`.
/// - `#[field(crate = "facade::heeus_sdk")]`: the path of the SDK, if it is not `heeus_sdk`.
#[proc_macro_derive(Field, attributes(field))]
pub fn derive_field(input: TokenStream) -> TokenStream {
    derive::field(input.into()).into()
}

/// Turns an enum or a struct into an error that an extension returns: its text, its code, and the
/// conversions for `?`.
///
/// ```
/// # use heeus_sdk::prelude::*;
/// #[derive(Debug, ExtensionError)]
/// #[error(code = 400)]
/// enum StockError {
///     #[error("the article has no name")]
///     NoName,
///     #[error("there is no article {0}", code = 404)]
///     NoArticle(RecordId),
///     #[error("shortage: only {left} in stock", code = 409)]
///     Shortage { left: i64 },
///     State(#[from] Error),
/// }
///
/// assert_eq!(StockError::Shortage { left: 2 }.to_string(), "shortage: only 2 in stock");
/// assert_eq!(StockError::NoArticle(RecordId(7)).code(), 404);
/// ```
///
/// | attribute | of | meaning |
/// |---|---|---|
/// | `#[error("text {field} {0}")]` | a variant or a struct | the text; `{{` and `}}` are braces |
/// | `code = 409`, after the text | a variant or a struct | the error's code |
/// | `#[error(code = 400)]` | an enum | the code of all variants that have none; else it is 0 |
/// | `#[from]` | the only field | `?` turns an error of this type into the variant. Without a text of its own the variant has the text, code and source of the field |
/// | `#[error(transparent)]` | a variant or a struct | the same, without the conversion |
/// | `#[source]` | a field | the cause, for [`Error::source`](core::error::Error::source) |
/// | `crate = ".."` | the type | the path of the SDK, if it is not `heeus_sdk` |
///
/// The type implements the trait `ExtensionError`, `Display` and
/// [`core::error::Error`], so it derives `Debug` too. A text with texts, integers, ids, names and
/// other errors needs no formatting code in the module; a field of another type is written by its
/// `Display`, which adds some 1.3 KB to the first module that needs it.
#[proc_macro_derive(ExtensionError, attributes(error, from, source))]
pub fn extension_error(input: TokenStream) -> TokenStream {
    error::expand(input.into()).into()
}

/// Turns an enum into the events of several commands, for one projector: each variant has the
/// argument of one event.
///
/// ```
/// use heeus_sdk::prelude::*;
///
/// #[derive(Record)]
/// struct Order {
///     price: i64,
/// }
///
/// #[derive(Events)]
/// enum Followed {
///     #[event("NewOrder")]
///     New(Order),
///     #[event("crm.Pause")]
///     Pause,
/// }
///
/// #[extension(kind = "projector", after("NewOrder", "crm.Pause"))]
/// fn follow(_: &ProjectorContext<'_>, event: Event<'_, Followed>) -> Result<(), Error> {
///     match event.argument {
///         Followed::New(order) if order.price < 0 => Err("a price below zero".into()),
///         Followed::New(_) | Followed::Pause => Ok(()),
///     }
/// }
/// ```
///
/// - `#[event("NewOrder")]` on a variant: the name of the event's command. A name with a package is
///   the whole name of the event, one without a package its last part.
/// - `#[event(other)]` on a variant without an argument: all other events. Without such a variant
///   they are errors.
/// - `#[event(crate = "facade::heeus_sdk")]` on the enum: the path of the SDK, if it is not
///   `heeus_sdk`.
///
/// A variant has one field, of a type that `Event<A>` may have, or none if the argument is not
/// read. The enum has at most one lifetime, which is that of the run, and no type parameters.
/// `after(..)` of the projector has the same names; with an `other` variant it may have more.
#[proc_macro_derive(Events, attributes(event))]
pub fn events(input: TokenStream) -> TokenStream {
    events::expand(input.into()).into()
}

/// Builds a `heeus_sdk::values::Text`, without the formatting code of Rust.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::text;
///
/// fn check(article: RecordId, left: i64, price: Money) -> Result<(), Error> {
///     if left <= 0 {
///         return Err(text!("article {article} for {price} is sold out").into());
///     }
///     Ok(())
/// }
///
/// let sum = text!("{} of {{{}}}", 1 + 2, "all");
/// assert_eq!(&*sum, "3 of {all}");
/// ```
///
/// A value is the name of a variable in braces, or follows the text and has the place `{}`; `{{`
/// and `}}` are braces. There are no formats such as `{:>5}`. A value of another type than those
/// with `heeus_sdk::values::ToText` is written by its `Display`, which adds some 1.3 KB
/// to the first module that needs it.
///
/// `crate = "facade::heeus_sdk",` before the text gives the path of the SDK, if it is not
/// `heeus_sdk`.
#[proc_macro]
pub fn text(input: TokenStream) -> TokenStream {
    text_macro::expand(input.into()).into()
}

/// Calls a macro with the rows of the contract's access table; not for use by hand.
#[doc(hidden)]
#[proc_macro]
pub fn __access_rows(callback: TokenStream) -> TokenStream {
    access::rows(&callback.into()).into()
}
