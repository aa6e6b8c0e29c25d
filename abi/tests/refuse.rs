//! Breaks every rule of the checkers once: the error must name the part of that rule and its place.

#[path = "support/hex.rs"]
mod hex;

use std::collections::BTreeSet;

use heeus_abi::manifest::Manifest;
use heeus_abi::{
    ArrayRef, Field, IntentRef, KeyRef, LogLine, Malformed, OutcomeRef, PageRef, RecordBuf,
    RecordRef, Value, layout,
};

/// A block, a change to it, and the error that must follow.
struct Case {
    check: fn(&[u8]) -> Option<Malformed>,
    golden: &'static str,
    change: fn(&mut Vec<u8>),
    part: &'static str,
    at: usize,
}

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("golden/", $name, ".hex"))
    };
}

macro_rules! cases {
    ($check:expr, $golden:literal: $($part:literal at $at:literal: $change:expr;)+) => {
        [$(Case {
            check: $check,
            golden: golden!($golden),
            change: $change,
            part: $part,
            at: $at,
        }),+]
    };
}

fn set(bytes: &mut [u8], at: usize, new: &[u8]) {
    bytes[at..at + new.len()].copy_from_slice(new);
}

/// Sets the first word to the true size.
fn state(bytes: &mut [u8]) {
    let size = u32::try_from(bytes.len()).expect("small");
    set(bytes, 0, &size.to_le_bytes());
}

fn resize(bytes: &mut Vec<u8>, size: usize) {
    bytes.resize(size, 0);
    state(bytes);
}

fn record(bytes: &[u8]) -> Option<Malformed> {
    RecordRef::check(bytes).err()
}

fn array(bytes: &[u8]) -> Option<Malformed> {
    ArrayRef::check(bytes).err()
}

fn key(bytes: &[u8]) -> Option<Malformed> {
    KeyRef::check(bytes).err()
}

fn read_key(bytes: &[u8]) -> Option<Malformed> {
    KeyRef::check_read(bytes).err()
}

/// The first intent of a result.
fn intent(bytes: &[u8]) -> Option<Malformed> {
    IntentRef::check(&bytes[32..0xa8]).err()
}

fn line(bytes: &[u8]) -> Option<Malformed> {
    LogLine::check(bytes).err()
}

fn page(bytes: &[u8]) -> Option<Malformed> {
    PageRef::check(bytes).err()
}

fn result(bytes: &[u8]) -> Option<Malformed> {
    let outcome = match OutcomeRef::check(bytes) {
        Ok(outcome) => outcome,
        Err(malformed) => return Some(malformed),
    };
    let intents = outcome.intents().find_map(Result::err);
    // After an error, and after the end, the iterator yields nothing.
    assert!(outcome.intents().skip_while(Result::is_ok).count() <= 1);
    assert!(outcome.logs().skip_while(Result::is_ok).count() <= 1);
    intents.or_else(|| outcome.logs().find_map(Result::err))
}

fn manifest(bytes: &[u8]) -> Option<Malformed> {
    Manifest::decode(bytes).err()
}

fn records() -> Vec<Case> {
    let mut cases = Vec::from(cases!(record, "record_payloads":
        "record size" at 0: |b| b[0] += 8;
        "record size" at 0: |b| b.truncate(3);
        "record header" at 0: |b| resize(b, 4);
        "record header" at 6: |b| b[7] = 1;
        "record field count" at 4: |b| set(b, 4, &[0x01, 0x04]);
        "record table" at 8: |b| resize(b, 0x60);
        "field name length" at 0x0d: |b| b[0x0d] = 0;
        "field name offset" at 0x0e: |b| b[0x0e] += 1;
        "field name" at 0x7d: |b| b[0x5d] = 255;
        "field name" at 0x68: |b| set(b, 0x69, &[0]);
        "field name" at 0x68: |b| set(b, 0x69, &[0xff]);
        "field name" at 0x6c: |b| (b[0x18], b[0x6c]) = (b'M', b'M');
        "field name" at 0x6c: |b| { set(b, 0x18, b"Name"); set(b, 0x6c, b"Name"); };
        "field name prefix" at 0x08: |b| b[0x08] = b'M';
        "padding" at 0x82: |b| b[0x87] = 1;
        "padding" at 0x8e: |b| b[0x8e] = 1;
        "field type" at 0x0c: |b| b[0x0c] = 12;
        "field type" at 0x0c: |b| b[0x0c] = 0;
        "field payload offset" at 0x10: |b| b[0x10] = 0x90;
        "field payload length" at 0x14: |b| set(b, 0x14, &[0xff; 4]);
        "string" at 0x88: |b| b[0x88] = 0xff;
        "qualified name" at 0x98: |b| b[0xa3] = b'.';
        "qualified name" at 0x98: |b| b[0x98] = 0xff;
        "record size" at 0xa8: |b| b[0xa8] = 0x28;
        "array item type" at 0xcc: |b| b[0xcc] = 11;
        "record field count" at 0x104: |b| set(b, 0x104, &[0xff, 0xff]);
        "record end" at 0x108: |b| resize(b, 0x110);
    ));
    cases.extend(cases!(record, "record_scalars":
        "field slot" at 0x10: |b| b[0x10] = 2;
        "field slot" at 0x10: |b| b[0x17] = 1;
        "field slot" at 0x20: |b| b[0x24] = 1;
        "field slot" at 0x40: |b| b[0x44] = 1;
    ));
    cases
}

fn arrays() -> Vec<Case> {
    let mut cases = Vec::from(cases!(array, "array_string":
        "array header" at 0: |b| b.truncate(3);
        "array item type" at 4: |b| b.truncate(7);
        "array item type" at 4: |b| b[4] = 0;
        "array item type" at 4: |b| b[7] = 1;
        "array item count" at 0: |b| set(b, 0, &[0x01, 0x00, 0x10, 0x00]);
        "array table" at 8: |b| b.truncate(31);
        "array item offset" at 8: |b| b[8] += 8;
        "array item length" at 0x1c: |b| b[0x1c] += 1;
        "padding" at 0x23: |b| b[0x24] = 1;
        "array end" at 0x36: |b| b.push(0);
        "string" at 0x20: |b| b[0x20] = 0xff;
    ));
    cases.extend(cases!(array, "array_bool":
        "array items" at 8: |b| b.push(0);
        "array items" at 8: |b| b[9] = 2;
    ));
    cases
}

fn keys() -> Vec<Case> {
    let mut cases = Vec::from(cases!(key, "key_whole":
        "key size" at 0: |b| b[0] -= 8;
        "key header" at 0: |b| resize(b, 6);
        "key storage" at 4: |b| b[4] = 0;
        "key storage" at 4: |b| b[4] = 17;
        "key entity" at 8: |b| b[0x0b] = b'_';
        "key entity" at 8: |b| b[7] = 0xff;
        "key entity" at 0x17: |b| b[6] = 15;
        "record size" at 0x18: |b| b[0x18] = 1;
    ));
    cases.extend(cases!(read_key, "key_range":
        "key range header" at 0x38: |b| resize(b, 0x40);
        "key range order" at 0x38: |b| b[0x38] = 2;
        "key range bound kind" at 0x39: |b| b[0x39] = 3;
        "key range bound kind" at 0x39: |b| b[0x39] = 0;
        "key range bound kind" at 0x3a: |b| b[0x3a] = 0;
        "key range bound kind" at 0x3a: |b| b[0x3a] = 3;
        "key range bound size" at 0x3c: |b| set(b, 0x3c, &[0xff; 4]);
        "key range bound size" at 0x40: |b| b[0x40] += 1;
        "key range bound size" at 0x44: |b| b[0x44] = 1;
        "key range bound" at 0x7f: |b| (b[0x3c], b[0x7f]) = (0x37, 1);
        "key range end" at 0xc8: |b| resize(b, 0xd0);
        "record header" at 0x1e: |b| b[0x18] = 7;
    ));
    cases.extend(cases!(read_key, "key_reverse":
        "key range" at 0x38: |b| b[0x38] = 0;
        "key range bound size" at 0x3c: |b| b[0x3c] = 8;
    ));
    cases.extend(cases!(read_key, "key_after":
        "key range bound kind" at 0x3b: |b| b[0x3b] = 0;
        "key range bound kind" at 0x3b: |b| b[0x3b] = 2;
        "key range bound" at 0x54: |b| b[0x57] = 1;
        "key range bound size" at 0x44: |b| resize(b, 0x54);
    ));
    cases.extend(cases!(key, "key_partial":
        "record size" at 0x18: |b| resize(b, 0x40);
    ));
    cases.extend(cases!(intent, "result":
        "intent operation" at 0: |b| b[0x20] = 3;
        "intent size" at 4: |b| b[0x24] += 8;
        "intent size" at 4: |b| b[0x24] = 7;
        "intent key size" at 8: |b| b[0x28] = 0xff;
        "key storage" at 12: |b| b[0x2c] = 99;
        "record size" at 104: |b| b[0x88] += 1;
    ));
    cases
}

fn results() -> Vec<Case> {
    let mut cases = Vec::from(cases!(result, "result":
        "result size" at 0: |b| b[0] += 1;
        "result header" at 0: |b| resize(b, 31);
        "result status" at 4: |b| b[4] = 5;
        "result code" at 8: |b| set(b, 4, &[0, 0, 0, 0, 0, 0, 1, 0]);
        "result code" at 8: |b| set(b, 4, &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
        "result intents" at 0x10: |b| set(b, 0x10, &[0xff; 4]);
        "result log lines" at 0x18: |b| set(b, 0x18, &[0xff; 4]);
        "result text" at 0x1c: |b| set(b, 0x1c, &[0xff; 4]);
        "result text" at 0x150: |b| b[0x150] = 0xff;
        "result padding" at 0x165: |b| b[0x165] = 1;
        "result padding" at 0x165: |b| resize(b, 0x170);
        "result intent count" at 0x0c: |b| b[0x0c] = 3;
        "result intent count" at 0x0c: |b| b[0x0c] = 1;
        "result log count" at 0x14: |b| b[0x14] = 3;
        "result log count" at 0x14: |b| b[0x14] = 0;
        "intent operation" at 0xa8: |b| b[0xa8] = 0;
        "log level" at 0x13c: |b| b[0x13c] = 6;
        "log line size" at 0x138: |b| b[0x138] = 0x20;
    ));
    cases.extend(cases!(line, "log_line":
        "log line size" at 0: |b| b[0] = 0xff;
        "log line size" at 0: |b| resize(b, 23);
        "log level" at 4: |b| b[4] = 0;
        "log line header" at 5: |b| b[5] = 1;
        "log line header" at 5: |b| b[10] = 1;
        "log line header" at 5: |b| b[20] = 1;
        "log target" at 24: |b| b[24] = 0xff;
        "log file" at 30: |b| b[30] = 0xff;
        "log text" at 40: |b| b[16] = 0xff;
        "log line padding" at 44: |b| b[47] = 1;
        "log line padding" at 44: |b| resize(b, 56);
    ));
    cases.extend(cases!(page, "page":
        "page size" at 0: |b| b[0] += 1;
        "page header" at 0: |b| resize(b, 7);
        "page key" at 0x80: |b| b[4] = 3;
        "page value" at 0x50: |b| b[0x50] = 0xff;
        "record header" at 0x0e: |b| b[0x0e] = 1;
        "page end" at 0x70: |b| b[4] = 1;
    ));
    cases
}

fn manifests() -> Vec<Case> {
    Vec::from(cases!(manifest, "manifest":
        "manifest entry size" at 0: |b| b.truncate(20);
        "manifest entry size" at 0x15: |b| b[0x15] = 4;
        "manifest entry end" at 0x05: |b| b[4] = 4;
        "manifest entry end" at 0x14: |b| b[0x0f] -= 1;
        "SDK name" at 5: |b| b[5] = 0;
        "SDK name" at 5: |b| b[6] = 0;
        "SDK version" at 0x10: |b| b[0x0f] += 1;
        "SDK version" at 0x10: |b| b[0x10] = 0xff;
        "extension kind" at 0x1a: |b| b[0x1a] = 6;
        "extension name" at 0x1b: |b| b[0x1b] = 0;
        "extension" at 0x1a: |b| set(b, 0x1c, b"Wasm");
        "doc line" at 0x26: |b| b[0x24] += 1;
        "doc line" at 0x26: |b| b[0x26] = 0xff;
        "extension mode" at 0x4e: |b| b[0x4e] = 2;
        "extension target count" at 0x4f: |b| { b.truncate(0x4f); b[0x35] = 0x1a; };
        "extension target" at 0x50: |b| b[0x50] = 0;
        "extension target" at 0x51: |b| b[0x51] = 0xff;
        "extension target" at 0x63: |b| b[0x4f] = 3;
        "manifest entry end" at 0x59: |b| b[0x4f] = 1;
        "extension" at 0x3a: |b| b[0x62] = b'.';
        "extension" at 0x3a: |b| b[0x58] = b'.';
        "manifest entry end" at 0x4e: |b| b[0x3a] = 5;
        "entity kind" at 0x68: |b| b[0x68] = 4;
        "entity name" at 0x69: |b| b[0x6a] = 0;
        "entity" at 0x68: |b| b[0x6d] = b'_';
        "entity" at 0x68: |b| b[0x7a] = 3;
        "entity" at 0x68: |b| b[0x7f] = 10;
        "entity" at 0x68: |b| b[0x68] = 2;
        "entity" at 0x68: |b| b[0x68] = 3;
        "entity" at 0x99: |b| b[0x99] = 3;
        "entity" at 0x99: |b| b[0xac] = b'd';
        "entity" at 0x99: |b| b[0xa9] = 2;
        "declared partition field count" at 0x7a: |b| { b.truncate(0x7a); b[0x63] = 0x17; };
        "declared key field count" at 0x7c: |b| { b.truncate(0x7c); b[0x63] = 0x19; };
        "declared value field count" at 0x7e: |b| { b.truncate(0x7e); b[0x63] = 0x1b; };
        "declared field type" at 0x85: |b| b[0x85] = 0;
        "declared field type" at 0x94: |b| set(b, 0x7d, &[2]);
        "unique entity" at 0xbd: |b| b[0xbd] = 0;
        "unique" at 0xbd: |b| b[0xc1] = b'_';
        "unique field count" at 0xc7: |b| { b.truncate(0xc7); b[0xb8] = 0x0f; };
        "unique field" at 0xc8: |b| b[0xc8] = 0;
        "unique field" at 0xcf: |b| b[0xcf] = 0xff;
        "unique" at 0xbd: |b| b[0xc7] = 0;
        "declared field name" at 0x86: |b| b[0x87] = 0;
    ))
}

fn all() -> Vec<Case> {
    [records(), arrays(), keys(), results(), manifests()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn each_broken_rule_is_named() {
    for case in all() {
        let mut bytes = hex::bytes(case.golden);
        let before = (case.check)(&bytes);
        assert_eq!(before, None, "unchanged");
        (case.change)(&mut bytes);
        let found = (case.check)(&bytes).map(|malformed| (malformed.part, malformed.at));
        assert_eq!(found, Some((case.part, case.at)), "{}", hex::dump(&bytes));
    }
}

/// Parts with rules that only blocks of many kilobytes break: `limits.rs` tests them.
const LARGE: [&str; 3] = ["nested record", "field names", "array size"];

#[test]
fn no_rule_is_left_out() {
    let sources = [
        include_str!("../src/check.rs"),
        include_str!("../src/key.rs"),
        include_str!("../src/log.rs"),
        include_str!("../src/outcome.rs"),
        include_str!("../src/page.rs"),
        include_str!("../src/range.rs"),
        include_str!("../src/manifest/decode.rs"),
    ];
    let calls = [
        "malformed(",
        "fail(",
        "code(",
        "flag(",
        "name(",
        "text(",
        "u8(",
        "u16(",
        "in [",
    ];
    let mut written = BTreeSet::new();
    for source in sources {
        for call in calls {
            let places = source.split(call).skip(1).map(str::trim_start);
            written.extend(places.filter_map(|rest| rest.strip_prefix('"')?.split('"').next()));
        }
    }
    // `for part in ["page key", "page value"]`
    written.insert("page value");
    // `malformed("manifest tag")` cannot happen: an entry has at least five bytes.
    assert!(written.remove("manifest tag"));
    let tested: BTreeSet<&str> = all().iter().map(|case| case.part).chain(LARGE).collect();
    assert_eq!(written, tested);
}

#[test]
fn a_complaint_names_part_place_and_expectation() {
    let malformed = RecordRef::check(&[8, 0, 0, 0, 0, 0, 1, 0]).expect_err("not zero");
    assert_eq!(
        malformed.to_string(),
        "record header at byte 6: expected zeros (ABI.md, section 5)"
    );
}

#[test]
fn each_byte_of_names_and_of_the_zeros_behind_them_is_checked() {
    for length in 1..=24 {
        let name = "n".repeat(length);
        let fields = [Field {
            name: &name,
            value: Value::I32(1),
        }];
        let good = RecordBuf::new(&fields).expect("a record").into_bytes();
        let names = layout::record::TABLE + layout::field::ENTRY;
        for at in names..good.len() {
            let in_name = at < names + length;
            let (bytes, part): (&[u8], _) = if in_name {
                (&[0, 0x80, 0xff], "field name")
            } else {
                (&[1, 0x7f, 0x80, 0xff], "padding")
            };
            for &byte in bytes {
                let mut bad = good.clone();
                set(&mut bad, at, &[byte]);
                if in_name && at < names + 4 {
                    set(&mut bad, layout::record::TABLE + at - names, &[byte]);
                }
                let found = RecordRef::check(&bad).err().map(|error| error.part);
                assert_eq!(found, Some(part), "{byte} at {at}, {length} bytes of name");
            }
        }
    }
}
