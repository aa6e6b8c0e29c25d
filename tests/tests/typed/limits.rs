//! Values that fit no record, and records that contain their own type.

use heeus_host_testkit::prelude::*;

use super::support::{echoes, everywhere, guest};

fn nodes(depth: i32) -> DynRecord {
    let leaf = record! { Name: "leaf", Children: Vec::<DynRecord>::new() };
    (0..depth).fold(leaf, |inner, _| record! { Name: "node", Children: [inner] })
}

#[test]
fn records_hold_records_of_their_own_kind() {
    everywhere(|kit| {
        let wide = record! { Name: "wide", Children: vec![nodes(1); 100] };
        vec![
            echoes(kit, "Nodes", nodes(0)),
            echoes(kit, "Nodes", nodes(3)),
            echoes(kit, "Nodes", wide),
            kit.run("Deep", record! { Depth: 3 })
                .expect_intents([result(nodes(3))]),
            kit.run("Deep", record! { Depth: 9 })
                .expect_failure("sys.Result: field Children: records are more than 8 deep"),
        ]
    });
}

#[test]
fn a_name_that_is_not_qualified_is_refused_where_it_is_written() {
    everywhere(|kit| {
        let text = |text: &str| record! { Text: text };
        let why = |place: &str| format!("{place}: a qualified name is not 'package.Entity'");
        let mut told = Vec::new();
        for wrong in ["", "none", ".None", "none."] {
            let places = [
                ("NameOf", "sys.Result: field Name"),
                ("NamesOf", "sys.Result: field Names"),
                ("InsertName", "typed.Names: field Name"),
            ];
            for (name, place) in places {
                told.push(kit.run(name, text(wrong)).expect_failure(&why(place)));
            }
            told.push(
                kit.run("FindName", text(wrong))
                    .expect_error("typed.Names: the key is invalid"),
            );
        }
        told.push(
            kit.run("FindName", text("a.b.C"))
                .expect_error("typed.Names: the element does not exist"),
        );
        told
    });
}

#[test]
fn what_is_larger_than_a_block_is_refused() {
    let bytes = |bytes: i64| record! { Bytes: bytes };
    everywhere(|kit| {
        kit.engine_config(|config| config.mem_limit = 64 << 20);
        kit.run("InsertBlob", bytes(0)).ignore_intents();
        let key = record! { Blob: &[] };
        kit.expect_row("typed.Blobs", key, record! { Text: "found" });
        let too_large = "a block is larger than 16 MiB";
        vec![
            kit.run("FindBlob", bytes(0))
                .expect_intents([result(record! { Blob: b"found" })]),
            kit.run("ReadBlobs", bytes(0))
                .expect_intents([result(record! { Depth: 1 })]),
            kit.run("Blob", bytes(17 << 20)).expect_failure(too_large),
            kit.run("InsertBlob", bytes(17 << 20))
                .expect_failure(too_large),
            kit.run("FindBlob", bytes(17 << 20))
                .expect_error("typed.Blobs: the key is invalid"),
            kit.run("ReadBlobs", bytes(17 << 20))
                .expect_error("typed.Blobs: the key is invalid"),
        ]
    });
}

#[test]
fn more_items_than_an_array_has_are_refused() {
    let items = |items: i64| record! { Bytes: items };
    everywhere(|kit| {
        kit.engine_config(|config| config.mem_limit = 64 << 20);
        let many = "sys.Result: field Flags: an array has more than 1048576 items";
        vec![
            kit.run("Flags", items((1 << 20) + 1)).expect_failure(many),
            kit.run("Untyped", items((1 << 20) + 1))
                .expect_failure(many),
            kit.run("Logs", items(17))
                .expect_failure("more than 8 MiB of log lines"),
        ]
    });
}

fn arrange_owners(kit: &mut Kit, rows: i32) {
    for no in 0..rows {
        let part = record! { Name: "part", Sizes: [1, 2, 3] };
        let value = record! {
            Name: format!("name {no}"), Numbers: [1i64, 2, 3], Flags: [true, false, true],
            Parts: [part.clone(), part], Note: "a note",
        };
        kit.view("typed.Owners", record! { Shelf: 1, No: no }, value);
    }
}

#[test]
fn rows_are_handed_over_one_by_one() {
    everywhere(|kit| {
        arrange_owners(kit, 100);
        vec![
            kit.run("Owners", record! {})
                .expect_intents([result(record! { Depth: 100 })]),
        ]
    });
}

#[test]
fn rows_one_by_one_need_the_memory_of_one() {
    let used = |rows: i32, pages: bool| {
        let mut kit = guest();
        kit.engine_config(|config| config.pages = pages);
        arrange_owners(&mut kit, rows);
        let outcome = kit.run("Owners", record! {}).expect_ok().ignore_intents();
        outcome.stats().arena_bytes.expect("the guest tells it")
    };
    for pages in [true, false] {
        assert_eq!(used(100, pages), used(1000, pages), "pages: {pages}");
    }
}

#[test]
fn rows_are_handed_over_while_others_are() {
    everywhere(|kit| {
        arrange_owners(kit, 9);
        vec![
            kit.run("Pairs", record! {})
                .expect_intents([result(record! { Depth: 81 })]),
        ]
    });
}
