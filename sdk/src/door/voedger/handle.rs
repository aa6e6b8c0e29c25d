//! Values of the host in the place of records and arrays.
//!
//! A token has the bytes of an empty record, and a handle of the host behind them. It is passed
//! around like a record, and the functions of `lookup` find its handle. Other code sees a record
//! without fields.

use heeus_abi::layout::record;
use heeus_abi::{ExtensionKind, RecordRef};

use super::env;
use super::put::{Name, key_of};
use crate::arena::RunMemory;
use crate::arena::global::Global;

/// The kind of value that a handle is of.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Class {
    /// The key of an element that a read delivers.
    Key,
    /// An element, an item of a list, or a list.
    Value,
    /// An object of arguments. A record inside of it is a list with one item.
    Object,
    /// The argument of the run, which the host is not asked for yet.
    Argument,
}

const KEY: u32 = Class::Key as u32;
const VALUE: u32 = Class::Value as u32;
const OBJECT: u32 = Class::Object as u32;
const ARGUMENT_CLASS: u32 = Class::Argument as u32;

/// A value of the host.
#[derive(Clone, Copy)]
pub(super) struct Handle {
    pub(super) class: Class,
    pub(super) id: u64,
}

/// The bytes of a token.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Token {
    /// An empty record.
    record: [u8; record::EMPTY],
    /// The number of the class: bytes that are no token may have any.
    class: u32,
    _unused: u32,
    id: u64,
}

impl Token {
    pub(super) const fn new(class: Class, id: u64) -> Self {
        Self {
            record: EMPTY,
            class: class as u32,
            _unused: 0,
            id,
        }
    }

    const fn bytes(&self) -> &[u8] {
        const { assert!(BYTES == 24, "no byte is padding") };
        // SAFETY: a token has no padding.
        unsafe { core::slice::from_raw_parts((&raw const *self).cast(), BYTES) }
    }

    /// The token as a record.
    pub(super) const fn record(&self) -> RecordRef<'_> {
        RecordRef::trusted(self.bytes())
    }
}

const BYTES: usize = size_of::<Token>();

/// The place of the run's argument: a storage, and a handle after the first use.
static ARGUMENT: Global<Argument> = Global::new(Argument {
    storage: "",
    object: None,
});

#[derive(Clone, Copy)]
struct Argument {
    storage: &'static str,
    object: Option<u64>,
}

/// Remembers the kind of a run that begins.
pub(crate) fn begin(kind: u32) {
    let storage = match ExtensionKind::try_from(kind) {
        Ok(ExtensionKind::Query) => "sys.QueryContext",
        Ok(ExtensionKind::Projector) => "sys.Event",
        _ => "sys.CommandContext",
    };
    let object = None;
    ARGUMENT.set(Argument { storage, object });
}

/// The arguments of the run.
pub(crate) fn arguments<'a>() -> RecordRef<'a> {
    record_of(Class::Argument, 0)
}

fn argument() -> u64 {
    let argument = ARGUMENT.get();
    if let Some(object) = argument.object {
        return object;
    }
    let context = env::hostGetValue(key_of(argument.storage, ""));
    let name = Name::of("ArgumentObject");
    let object = env::hostValueAsValue(context, name.ptr(), name.len());
    ARGUMENT.set(Argument {
        object: Some(object),
        ..argument
    });
    object
}

/// The bytes of a token in memory of the run.
pub(super) fn token<'a>(class: Class, id: u64) -> &'a [u8] {
    let memory = RunMemory::new();
    let token: *const Token = memory.place(Token::new(class, id));
    // SAFETY: memory of the run is valid until the run is reset, from whatever `RunMemory` it is.
    unsafe { &*token }.bytes()
}

/// A token in memory of the run, as a record.
pub(super) fn record_of<'a>(class: Class, id: u64) -> RecordRef<'a> {
    RecordRef::trusted(token(class, id))
}

/// Returns the handle behind the bytes of a record or of an array, if they are a token.
#[inline(never)]
pub(super) fn handle(bytes: &[u8]) -> Option<Handle> {
    let (record, _) = bytes.split_first_chunk::<{ record::EMPTY }>()?;
    // A record of this many bytes has its size in the first word, and no array is as long as that.
    if bytes.len() != BYTES || *record != EMPTY {
        return None;
    }
    // SAFETY: these are as many bytes as a token has, and any bytes are one; they may have been
    // copied to any address.
    let token = unsafe { bytes.as_ptr().cast::<Token>().read_unaligned() };
    let id = token.id;
    let class = match token.class {
        KEY => Class::Key,
        VALUE => Class::Value,
        OBJECT => Class::Object,
        ARGUMENT_CLASS => {
            let (class, id) = (Class::Object, argument());
            return Some(Handle { class, id });
        }
        _ => return None,
    };
    Some(Handle { class, id })
}

/// The bytes of a record without fields.
const EMPTY: [u8; record::EMPTY] = [record::EMPTY as u8, 0, 0, 0, 0, 0, 0, 0];
