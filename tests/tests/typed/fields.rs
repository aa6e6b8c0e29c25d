//! Fields of every type, into the guest and out of it.

use heeus_host_testkit::prelude::*;

use super::support::{echoes, everywhere};

fn narrow(int8: i8, int16: i16, uint8: u8, uint16: u16, uint32: u32) -> DynRecord {
    record! {
        Int8: i32::from(int8),
        Int16: i32::from(int16),
        Uint8: i32::from(uint8),
        Uint16: i32::from(uint16),
        Uint32: i64::from(uint32),
    }
}

#[test]
fn narrow_numbers_come_back_at_their_extremes() {
    everywhere(|kit| {
        [
            narrow(i8::MIN, i16::MIN, u8::MIN, u16::MIN, u32::MIN),
            narrow(-1, -1, 1, 1, 1),
            narrow(i8::MAX, i16::MAX, u8::MAX, u16::MAX, u32::MAX),
        ]
        .map(|args| echoes(kit, "Narrow", args))
        .into()
    });
}

fn borrowed() -> DynRecord {
    record! {
        I32: i32::MIN,
        I64: i64::MAX,
        F32: f32::MIN_POSITIVE,
        F64: -0.0,
        Bool: true,
        Str: "größer \u{1f600}\0 als\n",
        Bytes: &[0, 0xff, 0x80, 7, 0],
        QName: QName("a.b.c.Entity"),
        Id: RecordId(-1),
        Record: record! { Inner: record! { Empty: "", Zero: 0 }, Other: 1i64 },
        Array: ["a", "", "b"],
    }
}

#[test]
fn fields_come_back_as_they_went_in() {
    let long = "long ".repeat(10_000);
    everywhere(|kit| {
        let zeros = record! {
            I32: 0, I64: 0i64, F32: 0.0f32, F64: 0.0, Bool: false, Str: "", Bytes: &[],
            QName: QName("a.B"), Id: RecordId(0), Record: record! {}, Array: Vec::<i32>::new(),
        };
        let others = borrowed()
            .with("I32", i32::MAX)
            .with("I64", i64::MIN)
            .with("Str", long.as_str())
            .with("Bytes", long.as_bytes())
            .with("Id", RecordId(i64::MAX))
            .with("Array", [record! {}, record! { A: 1 }]);
        [borrowed(), zeros, others]
            .map(|args| echoes(kit, "Borrowed", args))
            .into()
    });
}

#[test]
fn floats_keep_their_bits() {
    let f32s = [
        f32::NAN,
        f32::from_bits(0x7fc0_0001),
        f32::from_bits(0xffff_ffff),
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::MAX,
        -0.0,
        f32::from_bits(1),
    ];
    let f64s = [
        f64::NAN,
        f64::from_bits(0x7ff8_0000_0000_0001),
        f64::from_bits(u64::MAX),
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN,
        -0.0,
        f64::from_bits(1),
    ];
    everywhere(|kit| {
        let runs = f32s.into_iter().zip(f64s).map(|(single, double)| {
            echoes(
                kit,
                "Borrowed",
                borrowed().with("F32", single).with("F64", double),
            )
        });
        let mut told: Vec<Outcome> = runs.collect();
        let arrays = arrays().with("F32s", f32s).with("F64s", f64s);
        told.push(echoes(kit, "Arrays", arrays));
        told
    });
}

#[test]
fn owned_fields_come_back_as_they_went_in() {
    everywhere(|kit| {
        [
            record! {
                Text: "größer", Bytes: &[0, 1, 0], Texts: ["", "a", "ü"],
                Blobs: [&[][..], &[0][..], &[1, 2, 3, 4, 5, 6, 7, 8, 9][..]],
            },
            record! {
                Text: "", Bytes: &[], Texts: Vec::<&str>::new(), Blobs: Vec::<Vec<u8>>::new(),
            },
        ]
        .map(|args| echoes(kit, "Owned", args))
        .into()
    });
}

fn leaf(name: &str) -> DynRecord {
    record! { Name: name }
}

fn arrays() -> DynRecord {
    record! {
        I32s: [1, -1, i32::MAX, i32::MIN],
        I64s: [i64::MIN, 0, i64::MAX],
        F32s: [0.5f32],
        F64s: [0.5],
        Bools: [true, false, true],
        Strs: ["", "ä", "long enough to need more than one word"],
        Bytess: [&[][..], &[0][..], &[1, 2, 3, 4, 5, 6, 7, 8, 9][..]],
        QNames: [QName("a.B"), QName("c.d.E")],
        Ids: [RecordId(65_536), RecordId(0), RecordId(-1)],
        Records: [record! {}, record! { A: 1 }, record! { B: [record! { C: "deep" }] }],
        Structs: [leaf("one"), leaf("").with("Size", -1), leaf("three")],
    }
}

#[test]
fn arrays_of_every_type_come_back_as_they_went_in() {
    everywhere(|kit| {
        let empty = record! {
            I32s: Vec::<i32>::new(),
            I64s: Vec::<i64>::new(),
            F32s: Vec::<f32>::new(),
            F64s: Vec::<f64>::new(),
            Bools: Vec::<bool>::new(),
            Strs: Vec::<&str>::new(),
            Bytess: Vec::<Vec<u8>>::new(),
            QNames: Vec::<QName<'_>>::new(),
            Ids: Vec::<RecordId>::new(),
            Records: Vec::<DynRecord>::new(),
            Structs: Vec::<DynRecord>::new(),
        };
        let long: Vec<i32> = (0..5000).collect();
        let many = arrays()
            .with("I32s", long)
            .with("Bools", vec![true; 1001])
            .with("Structs", vec![leaf("many"); 500]);
        [arrays(), empty, many]
            .map(|args| echoes(kit, "Arrays", args))
            .into()
    });
}

#[test]
fn options_are_absent_or_there() {
    let all = record! {
        Narrow: 255,
        Number: 0i64,
        Float: 0.0,
        Flag: false,
        Text: "",
        Owned: "own",
        Bytes: &[],
        Name: QName("a.B"),
        Id: RecordId(0),
        Leaf: leaf("leaf"),
        Leaves: Vec::<DynRecord>::new(),
        Numbers: [1i64],
        Items: [true],
    };
    everywhere(|kit| {
        let mut told = vec![
            echoes(kit, "Options", record! {}),
            echoes(kit, "Options", all.clone()),
        ];
        for (name, value) in all.fields() {
            let one = DynRecord::new().with(name, value.clone());
            told.push(echoes(kit, "Options", one));
        }
        told
    });
}

#[test]
fn records_nest() {
    let branch = |name: &str| {
        record! {
            Leaf: leaf(name).with("Size", i32::from(i16::MIN)),
            Leaves: [leaf("a"), leaf("b").with("Size", 7)],
        }
    };
    everywhere(|kit| {
        let bare = record! { Branch: branch(""), Branches: Vec::<DynRecord>::new() };
        let full = record! {
            Branch: branch("x"),
            Branches: [branch("y"), branch("z")],
            Maybe: branch("w"),
        };
        [bare, full].map(|args| echoes(kit, "Tree", args)).into()
    });
}

#[test]
fn defaults_stand_for_what_is_absent() {
    everywhere(|kit| {
        let all = record! {
            firstNumber: 7,
            secondNumber: 8i64,
            note: "noted",
            "Items of the order": [1, 2],
            maybe: 9,
            type: "t",
        };
        let standing = record! {
            firstNumber: 0,
            secondNumber: 2i64,
            note: "no note",
            "Items of the order": Vec::<i32>::new(),
            maybe: 3,
            type: "t",
        };
        vec![
            echoes(kit, "Told", all),
            kit.run("Told", record! { type: "t" })
                .expect_intents([result(standing)]),
            echoes(kit, "Snake", record! { first_number: 1 }),
            echoes(kit, "Snake", record! { first_number: 1, second_number: 2 }),
        ]
    });
}

#[test]
fn fields_that_a_struct_does_not_have_are_ignored() {
    everywhere(|kit| {
        let more = narrow(1, 2, 3, 4, 5)
            .with("A", "before all")
            .with("Int80", [1, 2])
            .with("Zz", record! { Int8: 1i64 });
        vec![
            kit.run("Narrow", more.clone())
                .expect_intents([result(narrow(1, 2, 3, 4, 5))]),
            kit.run("Nothing", more.clone())
                .expect_intents([result(record! {})]),
            echoes(kit, "Anything", more),
            echoes(kit, "Anything", record! {}),
        ]
    });
}
