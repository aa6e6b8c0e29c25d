//! Guests in the text format, made of parts that a test replaces, and engines for them.

use heeus_abi::layout::outcome;
use heeus_abi::manifest::{Entity, Extension, FieldDecl, SECTION};
use heeus_abi::{
    EntityKind, ExtensionKind, Field, FieldType, RecordBuf, RecordBuilder, RecordRef, Storage,
    Value, encode_key,
};
use heeus_host::engine::{Call, CompiledModule, Engine, EngineConfig, RunReport, WasmEngine};
use heeus_host::error::{Error, ErrorClass};
use heeus_host::state::HostState;

/// The view that guests declare.
pub const VIEW: &str = "test.View";
/// The address of a result block that refuses a name.
const UNKNOWN: u32 = 448;
/// The address of a test's static bytes.
pub const DATA: u32 = 1024;

/// The parts of a guest. The default guest does nothing, correctly.
pub struct Guest {
    pub version: String,
    pub imports: String,
    pub memory: String,
    pub init: String,
    pub finish: String,
    /// Body; `$size`.
    pub malloc: String,
    /// The reaction to the empty name.
    pub nameless: String,
    /// Body; `$name`, `$kind`, `$args`.
    pub run: String,
    pub reset: String,
    /// Body; `$ctx`, `$key`, `$element`.
    pub on_read: String,
    /// More parts of the module.
    pub more: String,
    pub manifest: Option<Vec<u8>>,
}

const GET: &str = r#"(import "env" "HostGetElem" (func $get (param i32 i32) (result i32)))"#;
const READ: &str = r#"(import "env" "HostReadElems" (func $read (param i32 i32) (result i32)))"#;

/// A bump arena from 32 KiB up; the first run freezes everything below it.
const MALLOC: &str = "
    (local $at i32)
    (local.set $at (global.get $top))
    (global.set $top (i32.and
        (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 15)) (i32.const -16)))
    (if (i32.gt_u (global.get $top) (i32.mul (memory.size) (i32.const 65536)))
        (then (if (i32.eq (i32.const -1) (memory.grow (i32.const 1)))
            (then (global.set $top (local.get $at)) (return (i32.const 0))))))
    (local.get $at)";

/// Traps unless `len` bytes at both addresses are equal.
const SAME: &str = "
    (func $same (param $a i32) (param $b i32) (param $len i32)
        (block $done (loop $next
            (br_if $done (i32.eqz (local.get $len)))
            (local.set $len (i32.sub (local.get $len) (i32.const 1)))
            (if (i32.ne (i32.load8_u (i32.add (local.get $a) (local.get $len)))
                        (i32.load8_u (i32.add (local.get $b) (local.get $len))))
                (then unreachable))
            (br $next))))";

impl Default for Guest {
    fn default() -> Self {
        Self {
            version: r#"(func (export "WasmAbiVersion_1_0"))"#.into(),
            imports: format!("{GET} {READ}"),
            memory: r#"(memory (export "memory") 1)"#.into(),
            init: String::new(),
            finish: String::new(),
            malloc: MALLOC.into(),
            nameless: format!("(return (i32.const {UNKNOWN}))"),
            run: "(i32.const 0)".into(),
            reset: "(global.set $top (global.get $base))".into(),
            on_read: String::new(),
            more: data(16, b"static") + &data(UNKNOWN, &unknown()),
            manifest: Some(manifest()),
        }
    }
}

impl Guest {
    /// A guest whose run is this body, and that has these bytes at [`DATA`].
    pub fn running(run: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            run: run.into(),
            ..Self::default()
        }
        .with(&data(DATA, bytes))
    }

    /// A guest that executes this code as a projector, and nothing as another kind.
    pub fn failing(run: &str, bytes: &[u8]) -> Self {
        let run =
            format!("(if (i32.eq (local.get $kind) (i32.const 4)) (then {run})) (i32.const 0)");
        Self::running(run, bytes)
    }

    /// Adds more parts to the module.
    pub fn with(mut self, more: &str) -> Self {
        self.more.push_str(more);
        self
    }

    pub fn text(&self) -> String {
        let Self {
            version,
            imports,
            memory,
            init,
            finish,
            malloc,
            nameless,
            run,
            reset,
            on_read,
            more,
            manifest,
        } = self;
        let manifest = manifest.as_ref().map_or_else(String::new, |bytes| {
            format!("(@custom \"{SECTION}\" \"{}\")", escape(bytes))
        });
        format!(
            r#"(module {imports} {memory} {version} {more} {manifest} {SAME}
            (global $base (mut i32) (i32.const 32768))
            (global $top (mut i32) (i32.const 32768))
            (global $frozen (mut i32) (i32.const 0))
            (func (export "WasmInit") {init})
            (func (export "WasmFinit") {finish})
            (func (export "WasmReset") {reset})
            (func $malloc (export "WasmMalloc") (param $size i32) (result i32) {malloc})
            (func $run (param $name i32) (param $kind i32) (param $args i32) (result i32) {run})
            (func (export "WasmRun") (param i32 i32 i32) (result i32)
                (if (i32.eqz (global.get $frozen)) (then
                    (global.set $frozen (i32.const 1))
                    (global.set $base (global.get $top))))
                (if (i32.eqz (i32.load8_u (local.get 0))) (then {nameless}))
                (call $run (local.get 0) (local.get 1) (local.get 2)))
            (func (export "WasmOnRead") (param $ctx i32) (param $key i32) (param $element i32)
                {on_read}))"#
        )
    }

    pub fn bytes(&self) -> Vec<u8> {
        wat::parse_str(self.text()).unwrap_or_else(|error| panic!("{error}\n{}", self.text()))
    }

    pub fn try_compile(&self, config: &EngineConfig) -> Result<CompiledModule, Error> {
        CompiledModule::new("test.wasm", &self.bytes(), config)
    }

    pub fn try_engine(&self, config: &EngineConfig) -> Result<WasmEngine, Error> {
        let module = self.try_compile(config)?;
        WasmEngine::new(&module, config)
    }

    pub fn engine_with(&self, config: &EngineConfig) -> WasmEngine {
        self.try_engine(config)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn engine(&self) -> WasmEngine {
        self.engine_with(&EngineConfig {
            trace: true,
            ..EngineConfig::default()
        })
    }
}

/// A result block that refuses a name.
pub fn unknown() -> Vec<u8> {
    let mut block = vec![0; outcome::INTENTS];
    block[outcome::SIZE] = 32;
    block[outcome::STATUS] = 2;
    block
}

/// A data segment.
pub fn data(at: u32, bytes: &[u8]) -> String {
    format!("(data (i32.const {at}) \"{}\")", escape(bytes))
}

pub fn escape(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
    bytes.concat()
}

pub fn manifest() -> Vec<u8> {
    let extension = |name: &str, kind| Extension::new(name, kind);
    let mut bytes = entity().encode().unwrap();
    bytes.extend(extension("Test", ExtensionKind::Command).encode().unwrap());
    bytes.extend(extension("Other", ExtensionKind::Query).encode().unwrap());
    bytes
}

pub fn entity() -> Entity {
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    Entity {
        name: VIEW.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![field("Year", FieldType::I32), field("Day", FieldType::I32)],
        value: vec![
            field("Amount", FieldType::I64),
            field("Note", FieldType::Str),
        ],
    }
}

pub fn record(fields: &[(&str, Value<'_>)]) -> RecordBuf {
    let mut record = RecordBuilder::new();
    for (name, value) in fields {
        record.put(name, *value);
    }
    record.build().unwrap()
}

pub fn day(day: i32) -> RecordBuf {
    record(&[("Year", Value::I32(2026)), ("Day", Value::I32(day))])
}

pub fn amount(amount: i64) -> RecordBuf {
    record(&[("Amount", Value::I64(amount))])
}

/// A key block of the view.
pub fn key(fields: &[(&str, Value<'_>)]) -> Vec<u8> {
    key_of(Storage::View, VIEW, fields)
}

pub fn key_of(storage: Storage, entity: &str, fields: &[(&str, Value<'_>)]) -> Vec<u8> {
    let mut sorted = fields.to_vec();
    sorted.sort_by_key(|(name, _)| *name);
    let fields = sorted.iter().map(|&(name, value)| Field { name, value });
    let mut bytes = Vec::new();
    encode_key(storage, entity, &fields.collect::<Vec<_>>(), &mut bytes).unwrap();
    bytes
}

/// The key block of one day.
pub fn day_key(day: i32) -> Vec<u8> {
    key(&[("Year", Value::I32(2026)), ("Day", Value::I32(day))])
}

/// The key block of all days.
pub fn year_key() -> Vec<u8> {
    key(&[("Year", Value::I32(2026))])
}

/// A state with rows for days 1 to `days`, the amount ten times the day.
pub fn state(days: i32) -> HostState {
    let mut state = HostState::new();
    fill(&mut state, days);
    state
}

pub fn fill(state: &mut HostState, days: i32) {
    state.declare(&entity()).unwrap();
    for number in 1..=days {
        let (key, value) = (day(number), amount(i64::from(number) * 10));
        state
            .put(Storage::View, VIEW, key.as_ref(), value.as_ref())
            .unwrap();
    }
}

/// Runs `Test` as a projector.
pub fn run(engine: &mut WasmEngine, state: &mut HostState) -> RunReport {
    run_as(engine, state, ExtensionKind::Projector)
}

pub fn run_as(engine: &mut WasmEngine, state: &mut HostState, kind: ExtensionKind) -> RunReport {
    engine.invoke(state, &Call::new("Test", kind, RecordRef::empty()))
}

/// Runs a guest as a projector, which must fail with this class, and then as a command, which must
/// end well. Returns the error's text.
pub fn fails(engine: &mut WasmEngine, state: &mut HostState, class: ErrorClass) -> String {
    let report = run(engine, state);
    let error = report.result.expect_err("the guest breaks a rule");
    assert_eq!(error.class(), class, "{error}");
    assert_eq!(state.pending().len(), 0, "a failed run leaves intents");
    works(engine, state);
    let text = error.to_string();
    let rest = text.strip_prefix("Test in test.wasm: ");
    rest.unwrap_or_else(|| panic!("{text}")).to_owned()
}

/// Runs a guest as a command, which must end well.
pub fn works(engine: &mut WasmEngine, state: &mut HostState) {
    let report = run_as(engine, state, ExtensionKind::Command);
    assert_eq!(report.result, Ok(()), "the next call works");
}
