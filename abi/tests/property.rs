//! Properties of all content and all bytes: nothing panics, and accepted bytes are in the one
//! canonical form.

#[path = "support/again.rs"]
mod again;
#[path = "support/generate.rs"]
mod generate;
#[path = "support/model.rs"]
mod model;

use std::cell::Cell;

use again::{BLOCKS, Block};
use heeus_abi::write::write_record;
use heeus_abi::{
    ArrayBuf, ArrayRef, BlockWriter, Field, FieldType, OwnedValue, PageRef, RecordBuf, RecordRef,
    Value, layout,
};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::Union;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// A failure prints its input, which belongs in a test of its own rather than in a file of seeds.
fn cases(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

/// A copy of a value; an array is encoded from copies of its items.
fn copied(value: Value<'_>) -> OwnedValue {
    let Value::Array(array) = value else {
        return value.into();
    };
    let items: Vec<OwnedValue> = array.iter().map(OwnedValue::from).collect();
    let ty = array.item_type().expect("a type of items");
    OwnedValue::Array(ArrayBuf::of(ty, &items).expect("items of an array"))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_record_comes_back(fields in generate::fields()) {
        let bytes = model::encode(&fields).expect("a record");
        let record = RecordRef::check(&bytes).expect("the encoder's own bytes");
        prop_assert_eq!(record.len(), fields.len());
        for (name, value) in &fields {
            let found = record.get(name).map(model::Owned::from);
            prop_assert_eq!(found.as_ref(), Some(value), "{}", name);
        }
        prop_assert_eq!(model::decode(record), fields);
    }

    #[test]
    fn values_that_own_their_content_give_the_same_record(fields in generate::fields()) {
        let bytes = model::encode(&fields).expect("a record");
        let copies: Vec<(&str, OwnedValue)> = RecordRef::trusted(&bytes)
            .fields()
            .map(|field| (field.name, copied(field.value)))
            .collect();
        let fields: Vec<_> = copies
            .iter()
            .map(|(name, value)| Field { name, value: value.as_ref() })
            .collect();
        prop_assert_eq!(RecordBuf::new(&fields).map(RecordBuf::into_bytes), Ok(bytes));
    }

    #[test]
    fn names_that_are_not_there_are_not_found(
        fields in generate::fields(),
        name in generate::name(),
    ) {
        let bytes = model::encode(&fields).expect("a record");
        let found = RecordRef::trusted(&bytes).find(&name).is_some();
        prop_assert_eq!(found, fields.contains_key(&name));
    }

    #[test]
    fn room_of_any_size_can_be_written_into(
        fields in generate::fields(),
        room in any::<Index>(),
    ) {
        let whole = model::encode(&fields).expect("a record");
        let room = room.index(whole.len() + 1);
        // Data of an earlier block, which no byte of this one keeps.
        let mut bytes = vec![0xaa; whole.len()];
        model::with_fields(&fields, |builder| {
            let fields = builder.fields().iter().copied();
            let mut to = BlockWriter::new(&mut bytes[..room]);
            write_record(fields, &mut to);
            assert_eq!(to.at, whole.len());
            Ok(())
        }).expect("a record");
        if room == whole.len() {
            prop_assert_eq!(bytes, whole);
        }
    }

    #[test]
    fn the_order_of_puts_does_not_matter(
        (fields, order) in generate::fields().prop_flat_map(|fields| {
            let order = fields.clone().into_iter().collect::<Vec<_>>();
            (Just(fields), Just(order).prop_shuffle())
        }),
        again in any::<Index>(),
    ) {
        // One field is put with another value first; the later value replaces it.
        let early = order.get(again.index(order.len().max(1))).map(|(name, _)| name);
        let wrong = model::Owned::Str("replaced".into());
        let puts = early
            .map(|name| (name, &wrong))
            .into_iter()
            .chain(order.iter().map(|(name, value)| (name, value)));
        prop_assert_eq!(model::encode(puts), model::encode(&fields));
    }
}

fn blocks() -> impl Strategy<Value = (Block, Vec<u8>)> {
    Union::new(BLOCKS.map(|(_, block)| {
        generate::valid(block)
            .prop_map(move |bytes| (block, bytes))
            .boxed()
    }))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_is_made_is_accepted((block, bytes) in blocks()) {
        prop_assert_eq!(block.again(&bytes), Some(bytes));
    }
}

/// A change to bytes, as an attacker or a faulty guest might make it.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    Set(Index, u8),
    Word(Index, u32),
    Truncate(Index),
    Extend(Vec<u8>),
    Cut(Index, usize),
    Double(Index, usize),
    /// Sets the first word to the true size, so that the checker reaches the bytes after it.
    State,
}

fn change() -> impl Strategy<Value = Change> {
    let at = || any::<Index>();
    let word = prop_oneof![
        0..64u32,
        Just(u32::MAX),
        Just(1 << 31),
        Just(0xffff_fff8),
        any::<u32>()
    ];
    prop_oneof![
        3 => (at(), 0..8u8).prop_map(|(at, bit)| Change::Flip(at, 1 << bit)),
        3 => (at(), prop_oneof![0..12u8, any::<u8>()]).prop_map(|(at, v)| Change::Set(at, v)),
        2 => (at(), word).prop_map(|(at, word)| Change::Word(at, word)),
        1 => at().prop_map(Change::Truncate),
        1 => prop::collection::vec(0..9u8, 0..24).prop_map(Change::Extend),
        1 => (at(), 1..17usize).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => (at(), 1..17usize).prop_map(|(at, length)| Change::Double(at, length)),
        3 => Just(Change::State),
    ]
}

fn put(bytes: &mut [u8], at: usize, word: u32) {
    for (to, from) in bytes.iter_mut().skip(at).zip(word.to_le_bytes()) {
        *to = from;
    }
}

fn apply(change: &Change, bytes: &mut Vec<u8>) {
    let size = bytes.len();
    let place = |at: &Index| at.index(size.max(1)).min(size);
    match change {
        Change::Flip(at, bits) => bytes
            .iter_mut()
            .skip(place(at))
            .take(1)
            .for_each(|b| *b ^= bits),
        Change::Set(at, byte) => bytes
            .iter_mut()
            .skip(place(at))
            .take(1)
            .for_each(|b| *b = *byte),
        Change::Word(at, word) => put(bytes, place(at) & !3, *word),
        Change::Truncate(at) => bytes.truncate(place(at)),
        Change::Extend(more) => bytes.extend(more),
        Change::Cut(at, length) => {
            let at = place(at);
            bytes.drain(at..size.min(at + length));
        }
        Change::Double(at, length) => {
            let at = place(at);
            bytes.extend_from_within(at..size.min(at + length));
            bytes[at..].rotate_right(length.min(&(size - at)).to_owned());
        }
        Change::State => put(bytes, 0, u32::try_from(size).expect("small")),
    }
}

/// Reads unchecked bytes, but only their outer level: malformed bytes may contain themselves.
fn read_unchecked(bytes: &[u8]) {
    let record = RecordRef::trusted(bytes);
    let _ = format!("{record:?} {:?}", ArrayRef::trusted(bytes));
    for field in record.fields() {
        let _ = record.find(field.name);
    }
    for index in 0..record.len().min(2000) {
        let raw = record.raw(index);
        let _ = raw
            .and_then(|raw| raw.payload(FieldType::Str))
            .map(<[u8]>::len);
    }
    let _ = ArrayRef::trusted(bytes).iter().take(2000).count();
    let _ = PageRef::trusted(bytes).take(2000).count();
    let _ = heeus_abi::log_lines(bytes).count();
}

/// Checks that accepted bytes are exactly those that their content encodes to. Returns whether the
/// bytes are accepted.
fn refused_or_canonical(block: Block, bytes: &[u8]) -> Result<bool, TestCaseError> {
    read_unchecked(bytes);
    let again = block.again(bytes);
    let accepted = again.is_some();
    prop_assert_eq!(
        again.unwrap_or_else(|| bytes.to_vec()),
        bytes,
        "{:?}",
        block
    );
    Ok(accepted)
}

#[test]
fn changed_bytes_are_refused_or_canonical() {
    let mut runner = TestRunner::new(cases(600));
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    let changes = prop::collection::vec(prop::collection::vec(change(), 1..4), 12);
    runner
        .run(&(blocks(), changes), |((block, valid), changes)| {
            for changes in changes {
                let mut bytes = valid.clone();
                for change in &changes {
                    apply(change, &mut bytes);
                }
                if bytes != valid {
                    let right = refused_or_canonical(block, &bytes)?;
                    let count = if right { &accepted } else { &refused };
                    count.set(count.get() + 1);
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    let (accepted, refused) = (accepted.get(), refused.get());
    assert!(
        accepted > 100 && refused > 1000,
        "both happen: {accepted} and {refused}"
    );
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn any_bytes_are_refused_or_canonical(
        mut bytes in prop::collection::vec(prop_oneof![3 => 0..33u8, 1 => any::<u8>()], 0..120),
        state in any::<bool>(),
    ) {
        if state {
            apply(&Change::State, &mut bytes);
        }
        for (_, block) in BLOCKS {
            refused_or_canonical(block, &bytes)?;
        }
    }

    #[test]
    fn a_version_is_written_in_one_way(export in "WasmAbiVersion_[0-9+]{1,3}_[0-9]{1,11}") {
        if let Some((major, minor)) = heeus_abi::version::parse(&export) {
            prop_assert_eq!(format!("WasmAbiVersion_{major}_{minor}"), export);
        }
    }
}

#[test]
fn a_record_that_holds_itself_can_be_shown() {
    let name = String::from("self");
    let inner = model::Owned::Record(model::Fields::new());
    let mut bytes = model::encode([(&name, &inner)]).expect("a record");
    let slot = layout::record::TABLE + layout::field::SLOT;
    let size = u32::try_from(bytes.len()).expect("small");
    put(&mut bytes, slot, 0);
    put(&mut bytes, slot + 4, size);
    let record = RecordRef::trusted(&bytes);
    assert_eq!(record.get("self"), Some(Value::Record(record)));
    assert_eq!(
        format!("{record:?}"),
        "Malformed \
         { part: \"field payload offset\", at: 16, expected: \"the end of the payload before it\" }"
    );
}
