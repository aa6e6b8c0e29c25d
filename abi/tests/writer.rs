//! The writer's own bytes: nothing of the buffer's old data, and no name with a NUL.

use heeus_abi::write::{
    check_name, is_usual_name, write_array, write_intent, write_key, write_record,
};
use heeus_abi::{
    BlockWriter, Field, Items, LogLevel, LogLine, Op, RecordRef, Storage, Value, is_qname,
};

/// Writes to buffers with different old data, which the result must not depend on.
fn written(write: impl Fn(&mut BlockWriter<'_>)) -> Vec<u8> {
    let mut to = BlockWriter::counting();
    write(&mut to);
    let blocks = [0, 0xaa, 0xff].map(|old| {
        let mut bytes = vec![old; to.at];
        let mut to = BlockWriter::new(&mut bytes);
        write(&mut to);
        assert_eq!(to.at, bytes.len());
        bytes
    });
    assert_eq!(blocks[0], blocks[1]);
    assert_eq!(blocks[0], blocks[2]);
    let [block, ..] = blocks;
    block
}

fn record(to: &mut BlockWriter<'_>) {
    let fields = [
        ("A", Value::I32(1)),
        ("Comment", Value::Str("two words")),
        ("Empty", Value::Bytes(&[])),
        ("Whole", Value::Bool(true)),
    ];
    let fields = fields.map(|(name, value)| Field { name, value });
    write_record(fields.into_iter(), to);
}

#[test]
fn no_block_has_old_data_of_its_buffer() {
    let bytes = written(record);
    assert_eq!(RecordRef::check(&bytes).map(|record| record.len()), Ok(4));
    written(|to| write_record(std::iter::empty::<Field<'_>>(), to));
    for entity in ["", "a.B", "shop.Orders", "shop/parts.LongNamesOfEntities"] {
        let key = |to: &mut BlockWriter<'_>| write_key(to.at, Storage::View, entity, record, to);
        written(key);
        written(|to| write_intent(Op::Insert, key, record, to));
    }
    let words = ["", "one", "two", "a longer one, with a comma"];
    for count in 0..=words.len() {
        written(|to| write_array(Items::Str(&words[..count]), to));
        written(|to| write_array(Items::Bool(&[true; 9][..count]), to));
    }
    written(|to| {
        let line = LogLine {
            level: LogLevel::Info,
            target: "t",
            file: "lib.rs",
            line: 3,
            text: "a text",
        };
        line.write(to);
    });
}

#[test]
fn a_nul_is_found_at_each_place_of_a_name() {
    for length in 1..=40 {
        let name = "n".repeat(length);
        assert!(check_name(&name).is_ok(), "{length}");
        assert_eq!(is_usual_name(&name), length <= 16, "{length}");
        for at in 0..length {
            let mut name = name.clone();
            name.replace_range(at..=at, "\0");
            assert!(check_name(&name).is_err(), "{length} {at}");
            assert!(!is_usual_name(&name), "{length} {at}");
        }
    }
    assert!(!is_usual_name(""));
    // Bytes next to the bits that a zero sets.
    for letter in ["\u{1}", "\u{7f}", "\u{80}", "\u{100}", "\u{10ffff}"] {
        let name = letter.repeat(4);
        assert!(check_name(&name).is_ok(), "{name:?}");
        assert!(is_usual_name(&name), "{name:?}");
    }
}

#[test]
fn a_qualified_name_has_a_dot_within_it_and_none_at_its_end() {
    for name in ["a.b", "..b", "a..b", "a.b.c", "pack/age.Entity"] {
        assert!(is_qname(name), "{name}");
    }
    for name in [
        "", ".", "..", "a", "ab", "a.", ".b", "a.b.", "a.\0", "\0.b", "a\0.b",
    ] {
        assert!(!is_qname(name), "{name:?}");
    }
    let long = "n".repeat(253);
    assert!(is_qname(&format!("a.{long}")));
    assert!(!is_qname(&format!("aa.{long}")));
}
