//! Fields of every type, into an extension and out of it: each query returns its arguments.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::extension;
use heeus_sdk::prelude::*;
use heeus_sdk::untyped::Items;

/// Numbers that are narrower than on the wire.
#[derive(Record)]
struct Narrow {
    int8: i8,
    int16: i16,
    uint8: u8,
    uint16: u16,
    uint32: u32,
}

#[extension(kind = "query", name = "Narrow")]
fn narrow(_: &QueryContext<'_>, args: Narrow) -> Narrow {
    args
}

/// A field of every type that borrows or is copied.
#[derive(Record)]
struct Borrowed<'run> {
    i32: i32,
    i64: i64,
    f32: f32,
    f64: f64,
    bool: bool,
    str: &'run str,
    bytes: &'run [u8],
    #[record(rename = "QName")]
    qname: QName<'run>,
    id: RecordId,
    record: WasmStateElement<'run>,
    array: Items<'run>,
}

#[extension(kind = "query", name = "Borrowed")]
fn borrowed<'run>(_: &QueryContext<'run>, args: Borrowed<'run>) -> Borrowed<'run> {
    args
}

/// Fields that own their content.
#[derive(Record)]
struct Owned {
    text: String,
    bytes: Vec<u8>,
    texts: Vec<String>,
    blobs: Vec<Vec<u8>>,
}

#[extension(kind = "query", name = "Owned")]
fn owned(_: &QueryContext<'_>, args: Owned) -> Owned {
    args
}

/// Arrays of every type.
#[derive(Record)]
struct Arrays<'run> {
    i32s: Vec<i32>,
    i64s: Vec<i64>,
    f32s: Vec<f32>,
    f64s: Vec<f64>,
    bools: Vec<bool>,
    strs: Vec<&'run str>,
    bytess: Vec<&'run [u8]>,
    #[record(rename = "QNames")]
    qnames: Vec<QName<'run>>,
    ids: Vec<RecordId>,
    records: Vec<WasmStateElement<'run>>,
    structs: Vec<Leaf<'run>>,
}

#[extension(kind = "query", name = "Arrays")]
fn arrays<'run>(_: &QueryContext<'run>, args: Arrays<'run>) -> Arrays<'run> {
    args
}

/// Options of all sorts.
#[derive(Record)]
struct Options<'run> {
    narrow: Option<u8>,
    number: Option<i64>,
    float: Option<f64>,
    flag: Option<bool>,
    text: Option<&'run str>,
    owned: Option<String>,
    bytes: Option<&'run [u8]>,
    name: Option<QName<'run>>,
    id: Option<RecordId>,
    leaf: Option<Leaf<'run>>,
    leaves: Option<Vec<Leaf<'run>>>,
    numbers: Option<Vec<i64>>,
    items: Option<Items<'run>>,
}

#[extension(kind = "query", name = "Options")]
fn options<'run>(_: &QueryContext<'run>, args: Options<'run>) -> Options<'run> {
    args
}

/// The innermost of nested records.
#[derive(Record)]
struct Leaf<'run> {
    name: &'run str,
    size: Option<i16>,
}

/// The record in the middle.
#[derive(Record)]
struct Branch<'run> {
    leaf: Leaf<'run>,
    leaves: Vec<Leaf<'run>>,
}

/// The outermost record.
#[derive(Record)]
struct Tree<'run> {
    branch: Branch<'run>,
    branches: Vec<Branch<'run>>,
    maybe: Option<Branch<'run>>,
}

#[extension(kind = "query", name = "Tree")]
fn tree<'run>(_: &QueryContext<'run>, args: Tree<'run>) -> Tree<'run> {
    args
}

const NOTE: &str = "no note";

/// Fields with defaults, and names in other forms.
#[derive(Record)]
#[record(rename_all = "camelCase")]
struct Told<'run> {
    #[record(default)]
    first_number: i32,
    #[record(default = 1 + 1)]
    second_number: i64,
    #[record(default = NOTE)]
    note: &'run str,
    #[record(default, rename = "Items of the order")]
    items: Vec<i32>,
    #[record(default = Some(3))]
    maybe: Option<i32>,
    r#type: &'run str,
}

#[extension(kind = "query", name = "Told")]
fn told<'run>(_: &QueryContext<'run>, args: Told<'run>) -> Told<'run> {
    args
}

/// Fields with the names that they have in Rust.
#[derive(Record)]
#[record(rename_all = "snake_case")]
struct Snake {
    first_number: i32,
    second_number: Option<i32>,
}

#[extension(kind = "query", name = "Snake")]
fn snake(_: &QueryContext<'_>, args: Snake) -> Snake {
    args
}

/// A record without fields.
#[derive(Record)]
struct Nothing;

#[extension(kind = "query", name = "Nothing")]
fn nothing(_: &QueryContext<'_>, args: Nothing) -> Nothing {
    args
}

#[extension(kind = "query", name = "Anything")]
fn anything<'run>(_: &QueryContext<'run>, args: WasmStateElement<'run>) -> WasmStateElement<'run> {
    args
}
