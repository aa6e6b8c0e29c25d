//! Elements are in the order of the declared key fields.

use heeus_abi::manifest::Entity;
use heeus_abi::{EntityKind, FieldType, RecordRef, Storage, Value};
use heeus_host::state::HostState;

use crate::support::{WRITER, decl, read_across_partitions, read_all, record};

const VIEW: &str = "test.Ordered";

fn view(key: &[(&str, FieldType)]) -> HostState {
    let mut state = HostState::new();
    let entity = Entity {
        name: VIEW.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: key.iter().map(|&(name, ty)| decl(name, ty)).collect(),
        value: vec![],
    };
    state.declare(&entity).expect("a good view");
    read_across_partitions(&mut state);
    state
}

fn put(state: &mut HostState, key: &[(&str, Value<'_>)]) {
    let put = state.put(
        Storage::View,
        VIEW,
        record(key).as_ref(),
        RecordRef::empty(),
    );
    put.expect("a good key");
}

/// Puts the values from both ends to the middle, and expects to read them in the order of the
/// slice.
fn ordered(values: &[Value<'_>]) {
    let ty = values[0].field_type();
    let mut state = view(&[("K", ty)]);
    let mut rest = values;
    while let [first, middle @ ..] = rest {
        if let [middle @ .., last] = middle {
            put(&mut state, &[("K", *last)]);
            rest = middle;
        } else {
            rest = middle;
        }
        put(&mut state, &[("K", *first)]);
    }
    let reader = state.begin_run(WRITER);
    let rows = read_all(&reader, VIEW, &[]);
    let keys: Vec<_> = rows.iter().map(|(key, _)| key.clone()).collect();
    let expected: Vec<_> = values
        .iter()
        .map(|&value| record(&[("K", value)]))
        .collect();
    assert_eq!(keys, expected, "{ty}");
}

#[test]
fn integers_by_value() {
    ordered(&[i32::MIN, -256, -255, -1, 0, 1, 255, 256, i32::MAX].map(Value::I32));
    let wide = [i64::MIN, -(1 << 40), -1, 0, 1, 1 << 40, i64::MAX];
    ordered(&wide.map(Value::I64));
    ordered(&wide.map(Value::Id));
    ordered(&[false, true].map(Value::Bool));
}

#[test]
fn floats_in_total_order() {
    let narrow = [
        f32::NEG_INFINITY,
        -1.5,
        -f32::MIN_POSITIVE,
        -0.0,
        0.0,
        f32::MIN_POSITIVE,
        1.5,
        f32::INFINITY,
        f32::NAN,
    ];
    ordered(&narrow.map(Value::F32));
    ordered(&narrow.map(|v| Value::F64(v.into())));
}

#[test]
fn texts_by_bytes() {
    let texts = [
        "",
        "\0",
        "\0\0",
        "\0\u{1}",
        "\u{1}",
        "a",
        "a\0",
        "a\0b",
        "a\u{1}",
        "aa",
        "aaaaaaaa",
        "aaaaaaaa\0",
        "aaaaaaaab",
        "ab",
        "b",
        "é",
        "\u{ffff}",
        "\u{10000}",
    ];
    ordered(&texts.map(Value::Str));
    ordered(
        &[
            &b""[..],
            &[0],
            &[0, 0],
            &[0, 255],
            &[1],
            &[255],
            &[255, 0],
            &[255, 255],
        ]
        .map(Value::Bytes),
    );
    ordered(&["a.B", "a.b", "a.b.c", "b.A"].map(Value::QName));
}

#[test]
fn texts_of_any_length() {
    let longest = "a".repeat(200);
    let texts: Vec<_> = (0..=200).map(|length| &longest[..length]).collect();
    ordered(
        &texts
            .iter()
            .map(|text| Value::Str(text))
            .collect::<Vec<_>>(),
    );
    let zeros = [0; 80];
    let zeros: Vec<_> = (0..=80).map(|length| &zeros[..length]).collect();
    ordered(
        &zeros
            .iter()
            .map(|bytes| Value::Bytes(bytes))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn fields_after_a_long_text() {
    let mut state = view(&[("Text", FieldType::Str), ("Number", FieldType::I32)]);
    let text = "a".repeat(100);
    let key = |number| [("Number", Value::I32(number)), ("Text", Value::Str(&text))];
    for number in [2, -1, 1] {
        put(&mut state, &key(number));
    }
    let rows = read_all(&state.begin_run(WRITER), VIEW, &[]);
    let keys: Vec<_> = rows.into_iter().map(|row| row.0).collect();
    assert_eq!(keys, [-1, 1, 2].map(|number| record(&key(number))));
}

fn three() -> HostState {
    let mut state = view(&[
        ("Z", FieldType::Str),
        ("A", FieldType::I32),
        ("M", FieldType::Bytes),
    ]);
    for text in ["", "a", "a\0", "ab", "b"] {
        for number in [-1, 0, 7] {
            for bytes in [&[][..], &[0], &[9]] {
                put(&mut state, &key(text, number, bytes));
            }
        }
    }
    state
}

fn key<'a>(text: &'a str, number: i32, bytes: &'a [u8]) -> [(&'a str, Value<'a>); 3] {
    [
        ("A", Value::I32(number)),
        ("M", Value::Bytes(bytes)),
        ("Z", Value::Str(text)),
    ]
}

#[test]
fn fields_in_declared_order_not_by_name() {
    let reader = three().begin_run(WRITER);
    let mut expected = Vec::new();
    for text in ["", "a", "a\0", "ab", "b"] {
        for number in [-1, 0, 7] {
            for bytes in [&[][..], &[0], &[9]] {
                expected.push(record(&key(text, number, bytes)));
            }
        }
    }
    let keys: Vec<_> = read_all(&reader, VIEW, &[])
        .into_iter()
        .map(|row| row.0)
        .collect();
    assert_eq!(keys, expected);
}

#[test]
fn partial_keys() {
    let reader = three().begin_run(WRITER);
    let keys = |fields: &[(&str, Value<'_>)]| {
        let rows = read_all(&reader, VIEW, fields).into_iter();
        rows.map(|row| row.0).collect::<Vec<_>>()
    };
    let text = |text| ("Z", Value::Str(text));
    let expected: Vec<_> = [-1, 0, 7]
        .into_iter()
        .flat_map(|number| [&[][..], &[0], &[9]].map(|bytes| record(&key("a", number, bytes))))
        .collect();
    assert_eq!(keys(&[text("a")]), expected, "not those of 'a\\0' and 'ab'");
    let number = ("A", Value::I32(0));
    assert_eq!(keys(&[text("a"), number]), expected[3..6]);
    let bytes = ("M", Value::Bytes(&[9]));
    assert_eq!(keys(&[text("a"), number, bytes]), expected[5..6]);
    assert_eq!(keys(&[text("none")]), []);
    assert_eq!(keys(&[text("a"), ("A", Value::I32(1))]), []);
    assert_eq!(keys(&[]).len(), 45);
}
