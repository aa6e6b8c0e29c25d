//! Compares the offsets in the table of every block with `layout`.

use std::collections::BTreeSet;

use heeus_abi::layout;

use crate::{constants, spec};

/// A row with a number as its offset: the constant, its value, the size in the row and a word of
/// the text.
type Row = (&'static str, usize, &'static str, &'static str);

/// A table: the block's name in its header, the module of its constants, its rows, and the constant
/// of its end.
type Block = (
    &'static str,
    &'static str,
    Vec<Row>,
    Option<(&'static str, usize)>,
);

macro_rules! block {
    (
        $title:literal,
        $module:ident { $($name:ident $size:literal $word:literal,)+ } $(end $end:ident)?
    ) => {
        (
            $title,
            stringify!($module),
            vec![$((stringify!($name), layout::$module::$name, $size, $word)),+],
            None$(.or(Some((stringify!($end), layout::$module::$end))))?,
        )
    };
}

fn records() -> Vec<Block> {
    vec![
        block!("record", record {
            SIZE "4" "bytes of the whole record",
            COUNT "2" "number of fields",
            RESERVED "2" "zero",
            TABLE "16 n" "table",
        }),
        block!("table entry", field {
            PREFIX "4" "first four bytes",
            TYPE "1" "type",
            NAME_LEN "1" "bytes of the name",
            NAME_OFFSET "2" "where the name begins",
            SLOT "8" "slot: the scalar, or offset (4 bytes, from the record's start) and length (4 \
                      bytes)",
        } end ENTRY),
        block!("array", array {
            COUNT "4" "number of items",
            TYPE "1" "type of the items",
            RESERVED "3" "zeros",
            ITEMS "" "scalars",
            ITEMS "8 n" "others: table, 4 bytes offset from the array's start and 4 bytes length",
        }),
        block!("key block", key {
            SIZE "4" "bytes of the whole block",
            STORAGE "2" "storage",
            ENTITY_LEN "2" "bytes of the entity's name",
            ENTITY "e" "entity",
        }),
        block!("range", range {
            ORDER "1" "order",
            LOWER_KIND "1" "lower bound",
            UPPER_KIND "1" "upper bound",
            AFTER_KIND "1" "bound after which the read continues",
            LOWER_LEN "4" "bytes of the lower bound",
            UPPER_LEN "4" "bytes of the upper bound",
            AFTER_LEN "4" "bytes of the bound after which the read continues",
            BOUNDS "" "lower bound, upper bound, and the bound after which the read continues",
        }),
    ]
}

fn deliveries() -> Vec<Block> {
    vec![
        block!("read context", ctx {
            STOP "4" "stop",
            LIMIT "4" "limit",
        } end BYTES),
        block!("page", page {
            SIZE "4" "bytes of the whole page",
            COUNT "4" "number of elements",
            ELEMENTS "" "for each element",
        }),
        block!("intent", intent {
            OP "4" "operation",
            SIZE "4" "bytes of the whole intent",
            KEY "" "key block",
        }),
        block!("result block", outcome {
            SIZE "4" "bytes of the whole block",
            STATUS "4" "status",
            CODE "4" "(i32)",
            INTENT_COUNT "4" "number of intents",
            INTENT_BYTES "4" "bytes of all intents",
            LOG_COUNT "4" "number of log lines",
            LOG_BYTES "4" "bytes of all log lines",
            TEXT_LEN "4" "bytes of the text",
            INTENTS "" "intents",
        }),
        block!("log line", log {
            SIZE "4" "bytes of the whole line",
            LEVEL "1" "level",
            RESERVED "1" "zero",
            TARGET_LEN "2" "bytes of the target",
            FILE_LEN "2" "bytes of the file's name",
            RESERVED_2 "2" "zero",
            LINE "4" "line in the file",
            TEXT_LEN "4" "bytes of the text",
            RESERVED_3 "4" "zero",
            BODY "" "target, file, text",
        }),
    ]
}

fn statics() -> Vec<Block> {
    vec![
        block!("fault block", fault {
            CAUSE "4" "cause",
            LINE "4" "line",
            COLUMN "4" "column",
            FILE_PTR "4" "address of the source file's name",
            FILE_LEN "4" "its bytes",
            TEXT_PTR "4" "address of the text",
            TEXT_LEN "4" "its bytes",
            LOG_PTR "4" "address of the run's log lines",
            LOG_LEN "4" "their bytes",
            FAILED_ALLOC "4" "last allocation that failed",
        } end BYTES),
        block!("arena block", arena {
            BASE "4" "begins",
            POSITION "4" "first free byte",
            PEAK "4" "highest",
        } end BYTES),
        block!("entry", manifest {
            SIZE "4" "bytes of the whole entry",
            TAG "1" "tag",
            BODY "" "body",
        }),
    ]
}

fn all() -> Vec<Block> {
    [records(), deliveries(), statics()]
        .into_iter()
        .flatten()
        .collect()
}

/// Rows of parts that follow the part before them, without an offset of their own.
const FOLLOWING: [(&str, &str); 7] = [
    (
        "record",
        "names, one after the other, in the order of the table; then zeros",
    ),
    (
        "record",
        "payloads, in the order of the table, each followed by zeros",
    ),
    ("key block", "record of the key's fields"),
    ("key block", "in a read, optional: a range"),
    ("intent", "record of the value's fields"),
    ("result block", "log lines, one after the other"),
    ("result block", "text in UTF-8, then zeros"),
];

#[test]
fn parts_without_an_offset_of_their_own() {
    let spec = spec();
    let mut wanted = FOLLOWING.iter();
    for (title, ..) in all() {
        let written = spec.rows(&["offset", "size", title]);
        for row in written
            .iter()
            .filter(|row| row[0].parse::<usize>().is_err())
        {
            let (block, words) = wanted
                .next()
                .unwrap_or_else(|| panic!("{title}: {}", row[2]));
            assert_eq!(*block, title);
            assert!(row[2].starts_with(words), "{title}: {}", row[2]);
        }
    }
    assert_eq!(wanted.next(), None);
}

#[test]
fn offsets() {
    let spec = spec();
    for (title, _, rows, end) in all() {
        let written = spec.rows(&["offset", "size", title]);
        let numbered: Vec<_> = written
            .iter()
            .filter(|row| row[0].parse::<usize>().is_ok())
            .collect();
        assert_eq!(numbered.len(), rows.len(), "rows of {title}");
        let mut next = Some(0);
        for (row, (name, offset, size, words)) in numbered.into_iter().zip(rows) {
            assert_eq!(
                (row[0].as_str(), row[1].as_str()),
                (&*offset.to_string(), size),
                "{name}"
            );
            assert!(row[2].contains(words), "{title}, {name}: {}", row[2]);
            // Nothing overlaps, nothing is left out.
            assert!(next.is_none_or(|next| next == offset), "{title}, {name}");
            next = size.parse().ok().map(|size: usize| offset + size);
        }
        if let Some((_, end)) = end {
            assert_eq!(next, Some(end), "the end of {title}");
        }
    }
}

/// Constants that repeat the number of a row.
const DERIVED: [(&str, &str); 4] = [
    ("record", "EMPTY"),
    ("field", "OFFSET"),
    ("field", "LENGTH"),
    ("array", "ENTRY"),
];

#[test]
fn derived_constants() {
    assert_eq!(layout::record::EMPTY, layout::record::TABLE);
    assert_eq!(layout::field::OFFSET, layout::field::SLOT);
    assert_eq!(layout::field::LENGTH, layout::field::SLOT + 4);
    assert_eq!(layout::array::ENTRY, 8);
    // A record's table has 16 bytes for each field.
    assert_eq!(layout::field::ENTRY, 16);
}

#[test]
fn nothing_is_left_out() {
    let mut tested: BTreeSet<(String, String)> = DERIVED
        .iter()
        .map(|(module, name)| ((*module).into(), (*name).into()))
        .collect();
    for (_, module, rows, end) in all() {
        let names = rows
            .iter()
            .map(|(name, ..)| *name)
            .chain(end.map(|(name, _)| name));
        tested.extend(names.map(|name| (module.into(), name.into())));
    }
    let mut declared: BTreeSet<_> = constants(include_str!("../../src/layout.rs"))
        .into_iter()
        .collect();
    assert!(declared.remove(&(String::new(), "ALIGN".into())));
    assert_eq!(declared, tested);

    let spec = spec();
    let titles: BTreeSet<&str> = spec
        .tables()
        .filter(|table| table.header[..2] == ["offset", "size"])
        .map(|table| table.header[2].as_str())
        .collect();
    assert_eq!(titles, all().iter().map(|(title, ..)| *title).collect());
}

#[test]
fn alignment() {
    for n in 0..64 {
        let padded = layout::pad(n);
        assert_eq!(padded, Some(n.next_multiple_of(8)));
        assert_eq!(padded, Some(n + layout::gap(n)));
    }
    assert_eq!(layout::pad(usize::MAX), None);
    assert_eq!(layout::pad(usize::MAX - 7), Some(usize::MAX - 7));
}
