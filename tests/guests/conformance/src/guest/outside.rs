//! All storages, each used in every way.

use alloc::format;
use alloc::vec::Vec;

use heeus_sdk::untyped::{
    Storage, Value, WasmElementBuilder, WasmKeyBuilder, WasmState, WasmStateElement,
};
use heeus_sdk::{QName, RecordId};

use super::{Refused, Told, say};

pub fn tell<'run>(
    what: &str,
    state: &WasmState<'run>,
    args: WasmStateElement<'run>,
) -> Option<Told> {
    Some(match what {
        "use" => use_storage(state, args),
        "mail" => mail(state),
        _ => return None,
    })
}

/// A builder that fields can be added to.
trait Fill<'run> {
    fn fill(&mut self, name: &'run str, value: Value<'run>);
}

macro_rules! fill {
    ($($ty:ident),+) => {$(
        impl<'run> Fill<'run> for $ty<'run> {
            fn fill(&mut self, name: &'run str, value: Value<'run>) {
                match value {
                    Value::I32(v) => self.put(name, v),
                    Value::I64(v) => self.put(name, v),
                    Value::F32(v) => self.put(name, v),
                    Value::F64(v) => self.put(name, v),
                    Value::Bool(v) => self.put(name, v),
                    Value::Str(v) => self.put(name, v),
                    Value::Bytes(v) => self.put(name, v),
                    Value::QName(v) => self.put(name, QName(v)),
                    Value::Id(v) => self.put(name, RecordId(v)),
                    Value::Array(v) => {
                        let texts: Vec<&str> = v.iter().filter_map(text).collect();
                        self.put(name, texts.as_slice())
                    }
                    Value::Record(_) => self,
                };
            }
        }
    )+};
}

/// The text in an item of an array; keys have arrays of texts only.
fn text(item: Value<'_>) -> Option<&str> {
    match item {
        Value::Str(text) => Some(text),
        _ => None,
    }
}

fill!(WasmKeyBuilder, WasmElementBuilder);

fn fill<'run>(
    to: &mut impl Fill<'run>,
    args: WasmStateElement<'run>,
    name: &'static str,
) -> Result<(), Refused> {
    if let Some(record) = args.find::<WasmStateElement<'run>>(name)? {
        for field in record.fields() {
            to.fill(field.name, field.value);
        }
    }
    Ok(())
}

/// Uses `Storage` in the way of `Access`, with `Entity`, `Key` and `Value`.
fn use_storage<'run>(state: &WasmState<'run>, args: WasmStateElement<'run>) -> Told {
    let storage: &str = args.get("Storage")?;
    let known = Storage::ALL.iter().find(|known| known.name() == storage);
    let storage = *known.ok_or_else(|| Refused::Own(0, "no such storage".into()))?;
    let mut key = state.key_builder(storage, args.get("Entity")?);
    fill(&mut key, args, "Key")?;
    match args.get::<&str>("Access")? {
        "get" => match state.can_exist(&key)? {
            Some(found) => say(state, format!("found {}", found.len())),
            None => say(state, "none"),
        },
        "read" => {
            let mut seen = 0;
            state.read(&key, |key, value| seen += key.len() * 100 + value.len())?;
            say(state, format!("read {seen}"));
        }
        "new" => fill(&mut state.new_value(&key)?, args, "Value")?,
        _ => fill(&mut state.update_value(&key, &args)?, args, "Value")?,
    }
    Ok(())
}

fn mail(state: &WasmState<'_>) -> Told {
    let mut key = state.key_builder(Storage::SendMail, "");
    key.put("From", "a@x")
        .put("To", &["b@x", "c@x"])
        .put("CC", &["d@x"]);
    key.put("Host", "smtp.x")
        .put("Port", 25)
        .put("Subject", "Hello");
    state.new_value(&key)?;
    Ok(())
}
