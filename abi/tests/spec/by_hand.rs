//! A record built from the text of section 5 alone, without the crate's encoder and its constants.

use std::collections::BTreeMap;

use heeus_abi::{RecordBuilder, Value};

use crate::examples::examples;
use crate::same::same;

enum Content<'a> {
    I32(i32),
    Text(&'a str),
}

fn align(bytes: &mut Vec<u8>) {
    while !bytes.len().is_multiple_of(8) {
        bytes.push(0);
    }
}

fn low(number: usize, bytes: usize) -> Vec<u8> {
    number.to_le_bytes()[..bytes].to_vec()
}

/// "Entries are in ascending order of the names, compared byte by byte": a map of byte strings has
/// that order.
fn record(fields: &BTreeMap<&[u8], Content<'_>>) -> Vec<u8> {
    let end_of_table = 8 + 16 * fields.len();
    let end_of_names = end_of_table + fields.keys().map(|name| name.len()).sum::<usize>();
    let mut payloads = Vec::new();
    let mut table = Vec::new();
    let mut name_at = end_of_table;
    for (name, content) in fields {
        let mut first = name.to_vec();
        first.resize(4, 0);
        table.extend(first);
        table.push(match content {
            Content::I32(_) => 1,
            Content::Text(_) => 6,
        });
        table.extend(low(name.len(), 1));
        table.extend(low(name_at, 2));
        name_at += name.len();
        match content {
            Content::I32(number) => {
                table.extend(number.to_le_bytes());
                table.extend([0; 4]);
            }
            Content::Text(text) => {
                let aligned = end_of_names.div_ceil(8) * 8;
                table.extend(low(aligned + payloads.len(), 4));
                table.extend(low(text.len(), 4));
                payloads.extend(text.bytes());
                align(&mut payloads);
            }
        }
    }
    let mut bytes = low(fields.len(), 2);
    bytes.splice(0..0, [0; 4]);
    bytes.extend([0; 2]);
    bytes.extend(table);
    bytes.extend(fields.keys().flat_map(|name| name.iter()));
    align(&mut bytes);
    bytes.extend(payloads);
    let size = low(bytes.len(), 4);
    bytes[..4].copy_from_slice(&size);
    bytes
}

#[test]
fn a_stranger_makes_the_same_record() {
    let mine = record(&BTreeMap::from([
        (&b"Title"[..], Content::Text("late")),
        (b"Day", Content::I32(14)),
    ]));
    let example = examples().swap_remove(0);
    assert_eq!(example.kind, "record");
    same(&mine, &example.bytes, "the first example");

    let mut fields = RecordBuilder::new();
    fields.put("Title", Value::Str("late"));
    fields.put("Day", Value::I32(14));
    let built = fields.build().expect("a record");
    same(built.as_ref().as_bytes(), &mine, "the encoder's");
}

#[test]
fn names_of_all_lengths() {
    let names = [
        "Z",
        "a",
        "a\u{1}",
        "ab",
        "abc",
        "abcd",
        "abcde",
        "ž",
        "日本語",
    ];
    let mut by_hand = BTreeMap::new();
    let mut fields = RecordBuilder::new();
    for (index, name) in names.iter().enumerate() {
        if index % 2 == 0 {
            by_hand.insert(name.as_bytes(), Content::I32(-7));
            fields.put(name, Value::I32(-7));
        } else {
            by_hand.insert(name.as_bytes(), Content::Text(name));
            fields.put(name, Value::Str(name));
        }
    }
    let built = fields.build().expect("a record");
    same(
        built.as_ref().as_bytes(),
        &record(&by_hand),
        "the encoder's",
    );
}
