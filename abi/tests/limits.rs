//! Limits: the encoder writes the last allowed value and the checker accepts it; both refuse the
//! next one.

use heeus_abi::limits::{MAX_BLOCK, MAX_FIELDS, MAX_HEAD, MAX_ITEMS, MAX_NAME};
use heeus_abi::{
    ArrayBuf, ArrayRef, EncodeError, Field, FieldType, IntentRef, Items, KeyRef, LogLevel, LogLine,
    Op, OutcomeParts, OutcomeRef, OwnedValue, PageRef, RecordBuf, RecordBuilder, RecordRef, Status,
    Storage, Value, encode_array, encode_intent, encode_intent_of, encode_key, encode_log_line,
    encode_outcome_header, encode_page_header, encode_record, layout,
};

fn of_names(names: &[String]) -> Result<RecordBuf, EncodeError> {
    let mut fields = RecordBuilder::new();
    for name in names {
        fields.put(name, Value::Bool(true));
    }
    fields.build()
}

fn of_bytes(length: usize) -> Result<RecordBuf, EncodeError> {
    let payload = vec![7; length];
    let mut fields = RecordBuilder::new();
    fields.put("data", Value::Bytes(&payload));
    fields.build()
}

fn part(bytes: &[u8]) -> Option<&'static str> {
    RecordRef::check(bytes)
        .err()
        .map(|malformed| malformed.part)
}

#[test]
fn names() {
    for length in [1, 3, 4, 5, MAX_NAME] {
        let record = of_names(&["n".repeat(length)]).expect("a name");
        assert_eq!(part(record.as_ref().as_bytes()), None, "{length}");
    }
    for name in [String::new(), "n".repeat(MAX_NAME + 1), "a\0".into()] {
        assert_eq!(of_names(&[name]), Err(EncodeError::Name));
    }
    let value = Value::I32(1);
    for names in [["b", "a"], ["a", "a"]] {
        let fields = names.map(|name| Field { name, value });
        assert_eq!(
            encode_record(&fields, &mut Vec::new()),
            Err(EncodeError::Order)
        );
    }
}

#[test]
fn qualified_names() {
    let long = format!("{}.b", "a".repeat(MAX_NAME - 2));
    let longer = format!("a{long}");
    let qname = |name| {
        let mut fields = RecordBuilder::new();
        fields.put("q", Value::QName(name));
        let built = fields
            .build()
            .map(|record| part(record.as_ref().as_bytes()));
        let listed = encode_array(Items::QName(&[name]), &mut Vec::new());
        let key = encode_key(Storage::View, name, &[], &mut Vec::new());
        assert_eq!(built.err(), listed.err());
        assert_eq!(built.err(), key.err());
        built
    };
    for name in ["a.b", "a.b.c", "..a", &long] {
        assert_eq!(qname(name), Ok(None), "{name}");
    }
    for name in [
        "x", "a.", ".a", ".", "a..", "a\0.b", "a.b\0", "a.\0", &longer,
    ] {
        assert_eq!(qname(name), Err(EncodeError::QName), "{name}");
    }
}

#[test]
fn fields() {
    let names: Vec<String> = (0..=MAX_FIELDS)
        .map(|number| format!("{number:04}"))
        .collect();
    let most = of_names(&names[1..]).expect("allowed");
    assert_eq!(part(most.as_ref().as_bytes()), None);
    assert_eq!(of_names(&names), Err(EncodeError::TooManyFields));
}

/// Names of 242 fields that end, after their table, `over` bytes after the limit.
fn head(over: isize) -> Vec<String> {
    let count = 242;
    let room = MAX_HEAD.saturating_add_signed(over) - layout::record::TABLE - count * 16;
    let last = room - (count - 1) * MAX_NAME;
    let mut names: Vec<String> = (1..count)
        .map(|number| format!("{number:03}{}", "n".repeat(MAX_NAME - 3)))
        .collect();
    names.push("z".repeat(last));
    names
}

#[test]
fn end_of_names() {
    let most = of_names(&head(0)).expect("allowed");
    assert_eq!(part(most.as_ref().as_bytes()), None);
    assert_eq!(of_names(&head(1)), Err(EncodeError::TooManyFields));

    // A record that the encoder refuses, built by hand: the last name is one byte longer and fills
    // the padding.
    let mut bytes = most.into_bytes();
    assert_eq!(bytes.len(), MAX_HEAD + 1);
    let last = layout::record::TABLE + 241 * layout::field::ENTRY;
    bytes[last + layout::field::NAME_LEN] += 1;
    bytes[MAX_HEAD] = b'z';
    assert_eq!(part(&bytes), Some("field names"));
}

#[test]
fn items() {
    let mut out = Vec::new();
    encode_array(Items::Bool(&vec![true; MAX_ITEMS]), &mut out).expect("allowed");
    assert_eq!(
        ArrayRef::check(&out).map(|array| array.len()),
        Ok(MAX_ITEMS)
    );
    let more = vec![true; MAX_ITEMS + 1];
    assert_eq!(
        encode_array(Items::Bool(&more), &mut out),
        Err(EncodeError::TooManyItems)
    );
    let more = vec![OwnedValue::Bool(true); MAX_ITEMS + 1];
    assert_eq!(
        ArrayBuf::of(FieldType::Bool, &more),
        Err(EncodeError::TooManyItems)
    );
}

#[test]
fn types_of_items() {
    let of = |ty, items: &[OwnedValue]| ArrayBuf::of(ty, items).map(|_| ());
    let (number, name) = (OwnedValue::I64(1), OwnedValue::QName("x".into()));
    let array = OwnedValue::Array(ArrayBuf::new(Items::Bool(&[])).expect("an array"));
    assert_eq!(of(FieldType::I64, std::slice::from_ref(&number)), Ok(()));
    for (ty, items) in [
        (FieldType::Id, vec![number.clone()]),
        (FieldType::I64, vec![number, OwnedValue::I32(1)]),
        (FieldType::Array, vec![array]),
        (FieldType::Array, vec![]),
    ] {
        assert_eq!(of(ty, &items), Err(EncodeError::ItemType), "{ty}");
    }
    assert_eq!(of(FieldType::QName, &[name]), Err(EncodeError::QName));
}

#[test]
fn block_sizes() {
    // Header, one entry and the name before the payload.
    let room = MAX_BLOCK - 8 - 16 - 8;
    let most = of_bytes(room).expect("allowed");
    assert_eq!(most.as_ref().as_bytes().len(), MAX_BLOCK);
    assert_eq!(part(most.as_ref().as_bytes()), None);
    assert_eq!(of_bytes(room + 1), Err(EncodeError::TooLarge));

    let mut more = most.into_bytes();
    more.extend([0; 8]);
    more[..4].copy_from_slice(&0x0100_0008u32.to_le_bytes());
    more[20..24].copy_from_slice(&u32::try_from(room + 8).expect("small").to_le_bytes());
    assert_eq!(part(&more), Some("record size"));
}

#[test]
fn array_sizes() {
    let text = "t".repeat(MAX_BLOCK - 16);
    let longer = format!("{text}t");
    let mut out = Vec::new();
    encode_array(Items::Str(&[&text]), &mut out).expect("allowed");
    assert_eq!(ArrayRef::check(&out).map(|array| array.len()), Ok(1));
    assert_eq!(
        encode_array(Items::Str(&[&longer]), &mut Vec::new()),
        Err(EncodeError::TooLarge)
    );
    out.push(b't');
    out[12..16].copy_from_slice(&u32::try_from(longer.len()).expect("small").to_le_bytes());
    assert_eq!(
        ArrayRef::check(&out).err().map(|malformed| malformed.part),
        Some("array size")
    );
}

/// The fields of a record of this size.
fn data(bytes: usize) -> Vec<u8> {
    vec![7; bytes - 32]
}

#[test]
fn key_and_intent_sizes() {
    let (most, more) = (data(MAX_BLOCK - 8), data(MAX_BLOCK));
    let fields = |data| {
        let value = Value::Bytes(data);
        [Field {
            name: "data",
            value,
        }]
    };
    let mut key = Vec::new();
    assert_eq!(
        encode_key(Storage::Event, "", &fields(&most), &mut key),
        Ok(())
    );
    assert_eq!(key.len(), MAX_BLOCK);
    assert_eq!(
        KeyRef::check(&key).map(|key| key.storage),
        Ok(Storage::Event)
    );
    let mut out = Vec::new();
    let made = encode_key(Storage::Event, "", &fields(&more), &mut out);
    assert_eq!((made, out.len()), (Err(EncodeError::TooLarge), 0));

    // The record by itself fits; a key block around it, built by hand, is too large.
    encode_record(&fields(&more), &mut out).expect("allowed");
    let header = 0x0000_0004_0100_0008_u64.to_le_bytes();
    out.splice(..0, header);
    let part = KeyRef::check(&out).err().map(|malformed| malformed.part);
    assert_eq!(part, Some("key size"));

    let small = [0x10, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0];
    let (most, more) = (data(MAX_BLOCK - 24), data(MAX_BLOCK - 16));
    out.clear();
    assert_eq!(
        encode_intent_of(Op::Insert, &small, &fields(&most), &mut out),
        Ok(())
    );
    assert_eq!(IntentRef::check(&out).map(|(_, size)| size), Ok(MAX_BLOCK));
    let made = encode_intent_of(Op::Insert, &small, &fields(&more), &mut out);
    assert_eq!((made, out.len()), (Err(EncodeError::TooLarge), MAX_BLOCK));

    out.clear();
    out.extend(0x0100_0008_0000_0001_u64.to_le_bytes());
    out.extend(small);
    encode_record(&fields(&more), &mut out).expect("allowed");
    let part = IntentRef::check(&out).err().map(|malformed| malformed.part);
    assert_eq!(part, Some("intent size"));
}

#[test]
fn page_sizes() {
    let mut page = vec![0; layout::page::ELEMENTS];
    page.extend(RecordRef::empty().as_bytes());
    let payload = data(MAX_BLOCK - 16);
    let value = Value::Bytes(&payload);
    encode_record(
        &[Field {
            name: "data",
            value,
        }],
        &mut page,
    )
    .expect("a record");
    encode_page_header(&mut page, 1);
    assert_eq!(PageRef::check(&page).map(Iterator::count), Ok(1));

    // One more element, of empty records.
    page.extend(RecordRef::empty().as_bytes().repeat(2));
    encode_page_header(&mut page, 2);
    let part = PageRef::check(&page).err().map(|malformed| malformed.part);
    assert_eq!(part, Some("page size"));
}

/// An encoder appends to any bytes, however many they are, and leaves them unchanged.
#[test]
fn appending() {
    let fields = [Field {
        name: "text",
        value: Value::Str("abc"),
    }];
    let line = LogLine {
        level: LogLevel::Info,
        target: "t",
        file: "f",
        line: 1,
        text: "abc",
    };
    let append = |out: &mut Vec<u8>, block: usize| match block {
        0 => encode_record(&fields, out),
        1 => encode_array(Items::Str(&["a", "bc", ""]), out),
        2 => encode_array(Items::I64(&[1, 2]), out),
        3 => encode_key(Storage::View, "a.B", &fields, out),
        4 => encode_intent(Op::Insert, (Storage::View, "a.B", &fields), &fields, out),
        _ => encode_log_line(&line, out),
    };
    for block in 0..6 {
        let mut alone = Vec::new();
        append(&mut alone, block).expect("a block");
        for before in 1..9 {
            let mut out = vec![0xff; before];
            append(&mut out, block).expect("a block");
            assert_eq!(out[..before], vec![0xff; before]);
            assert_eq!(out[before..], alone, "{block} after {before} bytes");
        }
    }
}

#[test]
fn line_sizes() {
    let text = "t".repeat(MAX_BLOCK - 24);
    let mut line = LogLine {
        level: LogLevel::Info,
        target: "",
        file: "",
        line: 0,
        text: &text,
    };
    let mut out = Vec::new();
    assert_eq!(encode_log_line(&line, &mut out), Ok(()));
    assert_eq!(LogLine::check(&out), Ok((line, MAX_BLOCK)));
    line.file = "f";
    assert_eq!(encode_log_line(&line, &mut out), Err(EncodeError::TooLarge));
    assert_eq!(out.len(), MAX_BLOCK, "as it was");
    let long = "t".repeat(65_536);
    line.target = &long;
    assert_eq!(encode_log_line(&line, &mut out), Err(EncodeError::TooLarge));
    assert_eq!(out.len(), MAX_BLOCK, "as it was");
}

#[test]
fn result_sizes() {
    let text = "t".repeat(MAX_BLOCK - layout::outcome::INTENTS + 1);
    let status = Status::Error;
    let mut parts = OutcomeParts {
        status,
        code: 0,
        intent_count: 0,
        log_count: 0,
        log_bytes: &[],
        text: &text[1..],
    };
    let room = || vec![0; layout::outcome::INTENTS];
    let mut out = room();
    assert_eq!(encode_outcome_header(&parts, &mut out), Ok(()));
    assert_eq!(
        OutcomeRef::check(&out).map(|outcome| outcome.text.len()),
        Ok(text.len() - 1)
    );
    parts.text = "";
    let mut out = room();
    assert_eq!(encode_outcome_header(&parts, &mut out), Ok(()));
    assert_eq!(
        OutcomeRef::check(&out).map(|outcome| outcome.status),
        Ok(status)
    );
    assert_eq!(out.len(), layout::outcome::INTENTS, "nothing but a header");
    parts.text = &text;
    let mut out = room();
    assert_eq!(
        encode_outcome_header(&parts, &mut out),
        Err(EncodeError::TooLarge)
    );
    assert_eq!(out, room(), "as it was");
}

#[test]
fn types_by_width() {
    for ty in FieldType::ALL {
        assert_eq!(ty.is_scalar(), ty.item_bytes().is_some());
    }
}
