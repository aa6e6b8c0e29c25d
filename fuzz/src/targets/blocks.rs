//! Every decoder of the contract, compared with the model.
//!
//! The first byte of an input chooses the block. If its high bit is set, the block's first word is
//! set to its size.

use std::ops::Bound;

use heeus_abi::layout;
use heeus_abi::manifest::{self, FieldDecl, Manifest};
use heeus_abi::{
    ArenaBlock, ArrayRef, FaultBlock, FieldDesc, FieldType, IntentRef, KeyRange, KeyRef, LogLine,
    LookUp, OutcomeRef, PageRef, RecordRef, Value, log_lines, version,
};

use crate::model::{self, EntryContent};

/// Decodes the bytes after the first as the chosen block, in both ways.
pub fn run(data: &[u8]) {
    let Some((&choice, bytes)) = data.split_first() else {
        return;
    };
    let mut bytes = bytes.to_vec();
    if choice & 0x80 != 0 {
        state_size(&mut bytes);
    }
    unchecked(&bytes);
    match choice & 0x7f {
        0 => record(&bytes),
        1 => array(&bytes),
        2 => key(&bytes),
        3 => intent(&bytes),
        4 => line(&bytes),
        5 => outcome(&bytes),
        6 => page(&bytes),
        7 => manifest(&bytes),
        8 => words(&bytes),
        _ => {
            if let Ok(text) = std::str::from_utf8(&bytes) {
                export(text);
            }
        }
    }
}

fn state_size(bytes: &mut [u8]) {
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    if let Some(word) = bytes.first_chunk_mut() {
        *word = size.to_le_bytes();
    }
}

/// A value in the form of the model.
pub fn value(value: Value<'_>) -> model::Value {
    match value {
        Value::I32(v) => model::Value::I32(v),
        Value::I64(v) => model::Value::I64(v),
        Value::F32(v) => model::Value::F32(v.to_bits()),
        Value::F64(v) => model::Value::F64(v.to_bits()),
        Value::Bool(v) => model::Value::Bool(v),
        Value::Str(v) => model::Value::Str(v.into()),
        Value::Bytes(v) => model::Value::Bytes(v.into()),
        Value::QName(v) => model::Value::QName(v.into()),
        Value::Id(v) => model::Value::Id(v),
        Value::Record(v) => model::Value::Record(fields(v)),
        Value::Array(v) => {
            let (ty, items) = items(v);
            model::Value::Array(ty, items)
        }
    }
}

/// The fields of a checked record, in the form of the model.
pub fn fields(record: RecordRef<'_>) -> model::Record {
    let field = |field: heeus_abi::Field<'_>| (field.name.to_owned(), value(field.value));
    record.fields().map(field).collect()
}

fn items(array: ArrayRef<'_>) -> (u8, Vec<model::Value>) {
    let ty = array.item_type().expect("an array that was checked") as u8;
    let items: Vec<_> = array.iter().map(value).collect();
    assert_eq!(items.len(), array.len(), "each item can be read");
    (ty, items)
}

fn key_of(key: &KeyRef<'_>) -> model::Key {
    model::Key {
        storage: key.storage as u8,
        entity: key.entity.into(),
        fields: fields(key.record),
    }
}

fn range_of(range: &KeyRange<'_>) -> Option<model::Range> {
    let bound = |bound: Bound<&[u8]>| match bound {
        Bound::Unbounded => (0, Vec::new()),
        Bound::Included(bytes) => (1, bytes.into()),
        Bound::Excluded(bytes) => (2, bytes.into()),
    };
    (!range.is_all()).then(|| model::Range {
        order: range.is_reverse.into(),
        lower: bound(range.lower),
        upper: bound(range.upper),
        after: bound(range.after.map_or(Bound::Unbounded, Bound::Included)),
    })
}

fn intent_of(intent: &IntentRef<'_>) -> model::Intent {
    model::Intent {
        op: intent.op as u8,
        key: key_of(&intent.key),
        value: fields(intent.value),
    }
}

fn line_of(line: &LogLine<'_>) -> model::Line {
    model::Line {
        level: line.level as u8,
        target: line.target.into(),
        file: line.file.into(),
        number: line.line,
        text: line.text.into(),
    }
}

/// Compares a record with the model, and all ways to its fields with each other.
pub fn record(bytes: &[u8]) {
    let found = RecordRef::check(bytes).ok();
    let content = found.map(fields);
    assert_eq!(content, model::record(bytes), "a record");
    if let (Some(record), Some(content)) = (found, content) {
        look_up(record, &content);
    }
}

/// Names from records of the kept inputs, and others.
const NAMES: [&str; 8] = [
    "Amount",
    "Day",
    "ID",
    "Month",
    "Note",
    "Title",
    "Year",
    "sys.IsActive",
];

fn look_up(record: RecordRef<'_>, content: &model::Record) {
    assert_eq!(record.len(), content.len());
    for (name, wanted) in content {
        assert_eq!(record.get(name).map(value).as_ref(), Some(wanted));
        let ty = FieldType::try_from(u32::from(wanted.number())).expect("a type");
        let LookUp::Slot(slot) = record.look_up(name, ty) else {
            panic!("{name} is looked up as {ty}");
        };
        let raw = record.find(name).expect("a field that is there");
        assert_eq!(raw.slot(), slot);
        if !ty.is_scalar() {
            assert_eq!(raw.payload(ty), Some(record.payload(slot)));
        }
    }
    for name in NAMES {
        assert_eq!(record.find(name).is_some(), content.contains_key(name));
    }
    in_order(record);
}

/// Finds several fields, one after the other.
fn in_order(record: RecordRef<'_>) {
    let mut finder = record.finder();
    for name in NAMES {
        let found = finder.find(&FieldDesc::new(name, FieldType::I32));
        let [found, wanted] = [found, record.find(name)].map(|raw| raw.map(|raw| raw.slot()));
        assert_eq!(found, wanted, "{name}");
    }
}

fn array(bytes: &[u8]) {
    let found = ArrayRef::check(bytes).ok().map(items);
    assert_eq!(found, model::array(bytes), "an array");
}

fn key(bytes: &[u8]) {
    let found = KeyRef::check(bytes).ok();
    assert_eq!(found.as_ref().map(key_of), model::key(bytes), "a key block");
    let read = KeyRef::check_read(bytes).ok();
    let read = read.as_ref().map(|key| (key_of(key), range_of(&key.range)));
    assert_eq!(read, model::read_key(bytes), "the key block of a read");
}

fn intent(bytes: &[u8]) {
    let found = IntentRef::check(bytes).ok();
    let whole = found.filter(|(_, size)| *size == bytes.len());
    let found = whole.as_ref().map(|(intent, _)| intent_of(intent));
    assert_eq!(found, model::intent(bytes), "an intent");
    if let Some((intent, size)) = &whole {
        let mut again = Vec::new();
        intent.append_to(&mut again);
        assert_eq!((again.as_slice(), intent.size()), (bytes, *size));
    }
}

fn line(bytes: &[u8]) {
    let found = LogLine::check(bytes).ok();
    let found = found.filter(|(_, size)| *size == bytes.len());
    let found = found.map(|(line, _)| line_of(&line));
    assert_eq!(found, model::line(bytes), "a log line");
    // The iterator yields the lines before the first malformed one.
    let mut rest = bytes;
    for line in log_lines(bytes) {
        let size = model_size(rest);
        let Ok(line) = line else {
            assert_eq!(size.and_then(|size| model::line(rest.get(..size)?)), None);
            return;
        };
        let size = size.expect("a line has a size");
        assert_eq!(model::line(&rest[..size]), Some(line_of(&line)));
        rest = &rest[size..];
    }
    assert!(rest.is_empty(), "all lines are walked");
}

fn model_size(bytes: &[u8]) -> Option<usize> {
    let word = bytes.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*word)).ok()
}

/// Compares a result block with the model.
pub fn outcome(bytes: &[u8]) {
    let content = |outcome: OutcomeRef<'_>| {
        let intents: Result<Vec<_>, _> = outcome.intents().collect();
        let lines: Result<Vec<_>, _> = outcome.logs().collect();
        let (intents, lines) = (intents.ok()?, lines.ok()?);
        assert_eq!(outcome.intent_count, intents.len());
        assert_eq!(outcome.log_count, lines.len());
        Some(model::Outcome {
            status: outcome.status as u8,
            code: outcome.code,
            intents: intents.iter().map(intent_of).collect(),
            lines: lines.iter().map(line_of).collect(),
            text: outcome.text.into(),
        })
    };
    let found = OutcomeRef::check(bytes).ok().and_then(content);
    assert_eq!(found, model::outcome(bytes), "a result block");
}

fn page(bytes: &[u8]) {
    let element = |(key, value)| (fields(key), fields(value));
    let found = PageRef::check(bytes).ok();
    let found = found.map(|page| page.map(element).collect());
    assert_eq!(found, model::page(bytes), "a page");
}

fn manifest(bytes: &[u8]) {
    let found = Manifest::decode(bytes).ok();
    let wanted = model::manifest(bytes);
    let wanted = wanted.map(|entries| manifest_of(&entries));
    assert_eq!(found, wanted, "a manifest");
}

/// The entries by their kinds.
fn manifest_of(entries: &[EntryContent]) -> Manifest {
    let mut manifest = Manifest::default();
    for entry in entries {
        match entry.clone() {
            EntryContent::Sdk { name, version } => {
                manifest.sdks.push(manifest::Sdk { name, version });
            }
            EntryContent::Extension {
                kind,
                name,
                doc,
                targets,
                sync,
            } => {
                let kind = heeus_abi::ExtensionKind::try_from(u32::from(kind)).expect("a kind");
                let extension = manifest::Extension {
                    name,
                    kind,
                    doc,
                    targets,
                    sync,
                };
                manifest.extensions.push(extension);
            }
            EntryContent::Entity(entity) => manifest.entities.push(declared(&entity)),
            EntryContent::Unique { entity, fields } => {
                manifest.uniques.push(manifest::Unique { entity, fields });
            }
            EntryContent::StaticsPersist => manifest.statics_persist = true,
            EntryContent::Other => {}
        }
    }
    manifest
}

/// An entity of the model, in the form of the contract's crate.
pub fn declared(entity: &model::Declared) -> manifest::Entity {
    let field = |(name, ty): &(String, u8)| FieldDecl {
        optional: *ty >= 128,
        ..FieldDecl::new(
            name.clone(),
            FieldType::try_from(u32::from(ty % 128)).expect("a type"),
        )
    };
    manifest::Entity {
        name: entity.name.clone(),
        kind: heeus_abi::EntityKind::try_from(u32::from(entity.kind)).expect("a kind"),
        partition_fields: entity.partition,
        key: entity.key.iter().map(field).collect(),
        value: entity.value.iter().map(field).collect(),
    }
}

/// Compares blocks of words with words that are read one by one.
fn words(bytes: &[u8]) {
    let (words, _) = bytes.as_chunks::<4>();
    let words: Vec<u32> = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
    if let (Some(bytes), [base, position, peak, ..]) = (
        bytes.first_chunk::<{ layout::arena::BYTES }>(),
        words.as_slice(),
    ) {
        let block = ArenaBlock::read(bytes);
        assert_eq!(
            [block.base, block.position, block.peak],
            [*base, *position, *peak]
        );
        assert_eq!(block.to_bytes(), *bytes);
    }
    if let (Some(bytes), [cause, rest @ ..]) = (
        bytes.first_chunk::<{ layout::fault::BYTES }>(),
        words.as_slice(),
    ) {
        match FaultBlock::read(bytes) {
            Ok(None) => assert_eq!(*cause, 0),
            Err(_) => assert!(*cause > 2),
            Ok(Some(block)) => {
                let pairs = [block.file, block.text, block.logs];
                let pairs = pairs.into_iter().flat_map(|(at, size)| [at, size]);
                let found = [block.line, block.column].into_iter().chain(pairs);
                let found: Vec<u32> = found.chain([block.failed_alloc]).collect();
                assert_eq!(found, rest[..9]);
                assert_eq!(block.to_bytes(), *bytes);
            }
        }
    }
}

/// Compares the parsed name of a version's export with the two numbers, written again.
fn export(text: &str) {
    let rest = text.strip_prefix("WasmAbiVersion_");
    let parts = rest.and_then(|rest| rest.split_once('_'));
    let numbers = parts.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    let wanted = numbers
        .filter(|(major, minor): &(u32, u32)| format!("WasmAbiVersion_{major}_{minor}") == text);
    assert_eq!(version::parse(text), wanted, "{text}");
}

/// Reads unchecked bytes, and only the outer level, since wrong offsets may make a block contain
/// itself.
fn unchecked(bytes: &[u8]) {
    const MOST: usize = 2_000;
    let record = RecordRef::trusted(bytes);
    let _ = format!("{record:?} {:?}", ArrayRef::trusted(bytes));
    for field in record.fields().take(MOST) {
        let _ = record.find(field.name);
    }
    for index in 0..record.len().min(MOST) {
        let _ = record
            .raw(index)
            .and_then(|raw| raw.payload(FieldType::Str));
    }
    let _ = ArrayRef::trusted(bytes).iter().take(MOST).count();
    let _ = PageRef::trusted(bytes).take(MOST).count();
}
