//! The errors of records that do not fit their structs.

use heeus_host_testkit::prelude::*;

use super::support::{everywhere, refuses};

fn narrow() -> DynRecord {
    record! { Int8: 0, Int16: 0, Uint8: 0, Uint16: 0, Uint32: 0i64 }
}

#[test]
fn a_number_out_of_range_is_named() {
    everywhere(|kit| {
        let mut told = Vec::new();
        for (field, numbers) in [
            ("Int8", [-129, 128, i32::MAX]),
            ("Int16", [-32_769, 32_768, i32::MIN]),
            ("Uint8", [-1, 256, i32::MAX]),
            ("Uint16", [-1, 65_536, i32::MIN]),
        ] {
            for number in numbers {
                let why = format!("Narrow: field {field} is out of range");
                told.push(refuses(kit, "Narrow", narrow().with(field, number), &why));
            }
        }
        for number in [-1, 1 << 32, i64::MAX, i64::MIN] {
            let args = narrow().with("Uint32", number);
            let why = "Narrow: field Uint32 is out of range";
            told.push(refuses(kit, "Narrow", args, why));
        }
        let args = record! { Narrow: 256 };
        let why = "Options: field Narrow is out of range";
        told.push(refuses(kit, "Options", args, why));
        told
    });
}

#[test]
fn a_field_that_is_absent_is_named() {
    everywhere(|kit| {
        let all: Vec<_> = narrow()
            .fields()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        let mut told = Vec::new();
        for (missing, _) in &all {
            let others = all.iter().filter(|(name, _)| name != missing);
            let args = others.fold(DynRecord::new(), |args, (name, value)| {
                args.with(name, value.clone())
            });
            let why = format!("Narrow: field {missing} is absent");
            told.push(refuses(kit, "Narrow", args, &why));
        }
        told.push(refuses(
            kit,
            "Told",
            record! {},
            "Told: field type is absent",
        ));
        told
    });
}

#[test]
fn a_field_of_another_type_is_named_with_both_types() {
    everywhere(|kit| {
        let mut told = Vec::new();
        for (field, value, ty, found) in [
            ("Int8", Content::from(0i64), "i32", "i64"),
            ("Int16", Content::from("0"), "i32", "string"),
            ("Uint8", Content::from(false), "i32", "bool"),
            ("Uint16", Content::from(0.0f32), "i32", "f32"),
            ("Uint32", Content::from(0), "i64", "i32"),
        ] {
            let why = format!("Narrow: field {field} is not of type {ty}: found {found}");
            told.push(refuses(kit, "Narrow", narrow().with(field, value), &why));
        }
        for (field, value, ty, found) in [
            ("Number", Content::from(RecordId(0)), "i64", "record id"),
            ("Float", Content::from(0.0f32), "f64", "f32"),
            ("Flag", Content::from(0), "bool", "i32"),
            ("Text", Content::from(QName("a.B")), "string", "qname"),
            ("Owned", Content::from(&[0][..]), "string", "bytes"),
            ("Bytes", Content::from("text"), "bytes", "string"),
            ("Name", Content::from("a.B"), "qname", "string"),
            ("Id", Content::from(0i64), "record id", "i64"),
            ("Leaf", Content::from([record! {}]), "record", "array"),
            ("Leaves", Content::from(record! {}), "array", "record"),
            ("Items", Content::from(1), "array", "i32"),
        ] {
            let why = format!("Options: field {field} is not of type {ty}: found {found}");
            let args = DynRecord::new().with(field, value);
            told.push(refuses(kit, "Options", args, &why));
        }
        // A default does not change that.
        let args = record! { type: "t", firstNumber: 1i64 };
        let why = "Told: field firstNumber is not of type i32: found i64";
        told.push(refuses(kit, "Told", args, why));
        told
    });
}

#[test]
fn items_of_another_type_are_named() {
    everywhere(|kit| {
        let mut told = Vec::new();
        for args in [
            record! { Numbers: [1, 2] },
            record! { Numbers: Vec::<i32>::new() },
            record! { Numbers: [RecordId(1)] },
            record! { Numbers: ["1"] },
            record! { Numbers: [record! {}] },
        ] {
            let why = "Options: field Numbers has items of another type";
            told.push(refuses(kit, "Options", args, why));
        }
        for args in [
            record! { Leaves: ["leaf"] },
            record! { Leaves: Vec::<&str>::new() },
        ] {
            let why = "Options: field Leaves has items of another type";
            told.push(refuses(kit, "Options", args, why));
        }
        told
    });
}

#[test]
fn what_is_wrong_inside_is_named_by_the_inner_struct() {
    let leaf = || record! { Name: "n" };
    let branch = |leaf: DynRecord, leaves: Vec<DynRecord>| record! { Leaf: leaf, Leaves: leaves };
    let tree = |one: DynRecord, many: Vec<DynRecord>| record! { Branch: one, Branches: many };
    let bad = || leaf().with("Size", 32_768);
    everywhere(|kit| {
        let good = || branch(leaf(), vec![]);
        [
            (
                tree(branch(bad(), vec![]), vec![]),
                "Leaf: field Size is out of range",
            ),
            (
                tree(branch(record! {}, vec![]), vec![]),
                "Leaf: field Name is absent",
            ),
            (
                tree(branch(leaf(), vec![leaf(), bad()]), vec![]),
                "Leaf: field Size is out of range",
            ),
            (
                tree(good(), vec![good(), branch(record! { Name: 1 }, vec![])]),
                "Leaf: field Name is not of type string: found i32",
            ),
            (
                tree(good(), vec![record! {}]),
                "Branch: field Leaf is absent",
            ),
            (
                tree(good(), vec![]).with("Maybe", record! { Leaf: leaf() }),
                "Branch: field Leaves is absent",
            ),
            (
                tree(good().with("Leaves", [1]), vec![]),
                "Branch: field Leaves has items of another type",
            ),
        ]
        .map(|(args, why)| refuses(kit, "Tree", args, why))
        .into()
    });
}
