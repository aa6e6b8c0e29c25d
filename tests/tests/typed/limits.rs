//! What fits no record, and records that hold themselves.

use heeus_host_testkit::prelude::*;

use super::support::{echoes, everywhere};

fn nodes(depth: i32) -> Record {
    let leaf = record! { Name: "leaf", Children: Vec::<Record>::new() };
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
                .expect_failure("records inside each other"),
        ]
    });
}

#[test]
fn a_name_that_is_not_qualified_is_refused_where_it_is_written() {
    everywhere(|kit| {
        let text = |text: &str| record! { Text: text };
        let why = "qualified name";
        let mut told = Vec::new();
        for wrong in ["", "none", ".None", "none."] {
            for name in ["NameOf", "NamesOf", "InsertName", "FindName"] {
                told.push(kit.run(name, text(wrong)).expect_failure(why));
            }
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
        kit.run("InsertBlob", bytes(0)).unchecked();
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
