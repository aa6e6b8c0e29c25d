//! Guests in a few lines of wasm text. The result of an extension is written in Rust; the guest
//! only passes it on.

use std::fmt::Write as _;

use heeus_abi::manifest::{Entity, Extension, FieldDecl, SECTION};
use heeus_abi::{
    EntityKind, ExtensionKind, FieldType, LogLevel, LogLine, Op, OutcomeParts, RecordBuf, Status,
    Storage, encode_log_line, encode_outcome_header, layout,
};
use heeus_host_testkit::prelude::*;

/// The address of the blocks that runs return.
const BLOCKS: usize = 4096;
/// The address of the read context, all zeros.
const CONTEXT: usize = 16;
/// The address of the fault block and its texts.
const FAULT: usize = 1024;
/// The text of a fault.
pub const FAULT_TEXT: &str = "index out of bounds: the len is 3 but the index is 7";
/// The file that a fault names.
pub const FAULT_FILE: &str = "extensions/src/lib.rs";

/// A guest: extensions, distinguished by the first byte of their names, and the entities that they
/// use.
#[derive(Default)]
pub struct Guest {
    manifest: Vec<u8>,
    blocks: Vec<u8>,
    bodies: String,
    init: &'static str,
    finit: &'static str,
}

/// The result of an extension.
#[derive(Default)]
pub struct Returns {
    pub intents: Vec<Intent>,
    pub logs: Vec<(LogLevel, &'static str)>,
    pub error: Option<(i32, &'static str)>,
}

impl Guest {
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares the entities of the tests: view `orders.Daily`, record `orders.Order`, singleton
    /// `orders.Shop`.
    pub fn entities(mut self) -> Self {
        let field = |name: &str, ty| FieldDecl::new(name, ty);
        let amount = || {
            vec![
                field("Amount", FieldType::I64),
                field("Note", FieldType::Str),
            ]
        };
        let entity = |name: &str, kind, key, value| Entity {
            name: name.to_owned(),
            kind,
            partition_fields: u8::from(kind == EntityKind::View),
            key,
            value,
        };
        let days = vec![field("Year", FieldType::I32), field("Day", FieldType::I32)];
        let id = vec![field("ID", FieldType::Id)];
        for entity in [
            entity("orders.Daily", EntityKind::View, days, amount()),
            entity("orders.Order", EntityKind::Record, id, amount()),
            entity("orders.Shop", EntityKind::Singleton, vec![], amount()),
        ] {
            self.manifest.extend(entity.encode().unwrap());
        }
        self
    }

    /// Adds an extension that returns this result.
    pub fn returns(mut self, name: &str, kind: ExtensionKind, returns: &Returns) -> Self {
        let address = BLOCKS + self.blocks.len();
        self.blocks.extend(block(returns));
        self.blocks
            .resize(self.blocks.len().next_multiple_of(16), 0);
        self.does(name, kind, &format!("(return (i32.const {address}))"))
    }

    /// Adds an extension that executes this code.
    pub fn does(mut self, name: &str, kind: ExtensionKind, body: &str) -> Self {
        let extension = Extension::new(name, kind);
        self.manifest.extend(extension.encode().unwrap());
        let first = name.as_bytes()[0];
        let is = format!("(i32.eq (i32.load8_u (local.get $name)) (i32.const {first}))");
        writeln!(self.bodies, "    (if {is} (then {body}))").unwrap();
        self
    }

    /// Adds an extension that gets the row of `orders.Daily` under this key.
    pub fn gets(self, name: &str, kind: ExtensionKind, key: &DynRecord) -> Self {
        self.asks(name, kind, &[("get", Storage::View, "orders.Daily", key)])
    }

    /// Adds an extension that makes these calls, each a `get` or a `read`.
    pub fn asks(
        mut self,
        name: &str,
        kind: ExtensionKind,
        calls: &[(&str, Storage, &str, &DynRecord)],
    ) -> Self {
        let mut body = String::new();
        for (call, storage, entity, key) in calls {
            let address = BLOCKS + self.blocks.len();
            self.blocks.extend(key_block(*storage, entity, key));
            let arguments = match *call {
                "read" => format!("(i32.const {CONTEXT}) (i32.const {address})"),
                _ => format!("(i32.const {address}) (i32.const 8)"),
            };
            write!(body, "(drop (call ${call} {arguments}))").unwrap();
        }
        self.does(name, kind, &body)
    }

    /// Adds an extension that stops as a panic does.
    pub fn panics(self, name: &str, kind: ExtensionKind) -> Self {
        let cause = FAULT + layout::fault::CAUSE;
        let body = format!("(i32.store (i32.const {cause}) (i32.const 1)) (unreachable)");
        self.does(name, kind, &body)
    }

    /// Sets the code at its begin and at its end.
    pub fn life(mut self, init: &'static str, finit: &'static str) -> Self {
        (self.init, self.finit) = (init, finit);
        self
    }

    /// The module.
    pub fn wasm(&self) -> Vec<u8> {
        let (manifest, blocks) = (escaped(&self.manifest), escaped(&self.blocks));
        let (fault, bodies) = (escaped(&fault_block()), &self.bodies);
        let Self { init, finit, .. } = self;
        let text = format!(
            r#"(module
  (import "env" "HostGetElem" (func $get (param i32 i32) (result i32)))
  (import "env" "HostReadElems" (func $read (param i32 i32) (result i32)))
  (memory (export "memory") 4)
  (global (export "WasmFault") i32 (i32.const {FAULT}))
  (global $top (mut i32) (i32.const 131072))
  (global $base (mut i32) (i32.const 0))
  (func (export "WasmAbiVersion_1_0"))
  (func (export "WasmInit") {init})
  (func (export "WasmFinit") {finit})
  (func (export "WasmReset") (global.set $top (global.get $base)))
  (func (export "WasmOnRead") (param i32 i32 i32))
  (func (export "WasmMalloc") (param $size i32) (result i32)
    (global.get $top)
    (global.set $top (i32.and (i32.const -16)
      (i32.add (i32.const 15) (i32.add (global.get $top) (local.get $size))))))
  (func (export "WasmRun") (param $name i32) (param $kind i32) (param $args i32) (result i32)
    (if (i32.eqz (global.get $base)) (then (global.set $base (global.get $top))))
{bodies}    (i32.const 0))
  (data (i32.const {FAULT}) "{fault}")
  (data (i32.const {BLOCKS}) "{blocks}")
  (@custom "{SECTION}" "{manifest}"))"#
        );
        wat::parse_str(&text).unwrap()
    }

    /// A kit of this guest.
    pub fn kit(&self) -> Kit {
        Kit::from_wasm("orders.wasm", &self.wasm())
    }
}

/// The result block of an extension.
fn block(returns: &Returns) -> Vec<u8> {
    let mut out = vec![0; layout::outcome::INTENTS];
    for intent in &returns.intents {
        out.extend(intent_block(intent));
    }
    let mut logs = Vec::new();
    for (line, &(level, text)) in (10..).zip(&returns.logs) {
        let line = LogLine {
            level,
            target: "",
            file: "src/lib.rs",
            line,
            text,
        };
        encode_log_line(&line, &mut logs).unwrap();
    }
    let count = |count: usize| u32::try_from(count).unwrap();
    let (code, text) = returns.error.unwrap_or_default();
    let parts = OutcomeParts {
        status: if returns.error.is_some() {
            Status::Error
        } else {
            Status::Ok
        },
        code,
        intent_count: count(returns.intents.len()),
        log_count: count(returns.logs.len()),
        log_bytes: &logs,
        text,
    };
    encode_outcome_header(&parts, &mut out).unwrap();
    out
}

fn intent_block(intent: &Intent) -> Vec<u8> {
    let mut out = match intent.op {
        Op::Insert => vec![1, 0, 0, 0, 0, 0, 0, 0],
        Op::Update => vec![2, 0, 0, 0, 0, 0, 0, 0],
    };
    out.extend(key_block(intent.storage, &intent.entity, &intent.key));
    out.extend(intent.value.encode().map(RecordBuf::into_bytes).unwrap());
    let size = u32::try_from(out.len()).unwrap();
    out[layout::intent::SIZE..][..4].copy_from_slice(&size.to_le_bytes());
    out
}

fn key_block(storage: Storage, entity: &str, key: &DynRecord) -> Vec<u8> {
    let mut out = Vec::new();
    heeus_abi::encode_key(storage, entity, &[], &mut out).unwrap();
    out.truncate(out.len() - layout::record::EMPTY);
    out.extend(key.encode().map(RecordBuf::into_bytes).unwrap());
    let size = u32::try_from(out.len()).unwrap();
    out[layout::key::SIZE..][..4].copy_from_slice(&size.to_le_bytes());
    out
}

/// A fault block without a cause, followed by its texts.
fn fault_block() -> Vec<u8> {
    use layout::fault::{BYTES, COLUMN, FILE_LEN, FILE_PTR, LINE, TEXT_LEN, TEXT_PTR};
    let mut out = vec![0; BYTES];
    let file = FAULT + BYTES;
    let text = file + FAULT_FILE.len();
    for (at, word) in [
        (LINE, 12),
        (COLUMN, 5),
        (FILE_PTR, file),
        (FILE_LEN, FAULT_FILE.len()),
        (TEXT_PTR, text),
        (TEXT_LEN, FAULT_TEXT.len()),
    ] {
        out[at..at + 4].copy_from_slice(&u32::try_from(word).unwrap().to_le_bytes());
    }
    out.extend(FAULT_FILE.bytes().chain(FAULT_TEXT.bytes()));
    out
}

/// Bytes in the form of a string in wasm text.
fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "\\{byte:02x}").unwrap();
        out
    })
}
