//! Arrays of every type.

use alloc::vec::Vec;

use heeus_abi::Value;
use heeus_sdk::untyped::{Items, WasmElementBuilder, WasmStateElement};
use heeus_sdk::{Error, QName, RecordId};

/// The names of the fields with arrays.
const NAMES: [&str; 10] = [
    "I32s", "I64s", "F32s", "F64s", "Bools", "Strs", "Bytess", "QNames", "Ids", "Records",
];

/// Copies all fields with arrays.
pub fn copy_all(from: &WasmStateElement<'_>, to: &mut WasmElementBuilder<'_>) -> Result<(), Error> {
    for name in NAMES {
        if let Some(items) = from.find::<Items<'_>>(name)? {
            put(name, items, to);
        }
    }
    Ok(())
}

macro_rules! put_items {
    ($name:ident, $items:ident, $to:ident: $($variant:ident($item:ident) => $owned:expr,)+) => {
        match $items.values().next() {
            $(Some(Value::$variant(_)) => {
                let all = $items.values().filter_map(|value| match value {
                    Value::$variant($item) => Some($owned),
                    _ => None,
                });
                $to.put($name, all.collect::<Vec<_>>().as_slice());
            })+
            Some(Value::Record(_)) => {
                let all = $items.records().into_iter().flatten();
                $to.put($name, all.collect::<Vec<_>>().as_slice());
            }
            // An array without items has any type; this is one of them.
            _ => { $to.put($name, [0_i32; 0].as_slice()); }
        }
    };
}

/// Takes an array apart, and puts one together of the same items.
pub fn put<'run>(name: &'run str, items: Items<'_>, to: &mut WasmElementBuilder<'run>) {
    put_items! { name, items, to:
        I32(item) => item,
        I64(item) => item,
        F32(item) => item,
        F64(item) => item,
        Bool(item) => item,
        Str(item) => item,
        Bytes(item) => item,
        QName(item) => QName(item),
        Id(item) => RecordId(item),
    }
}
