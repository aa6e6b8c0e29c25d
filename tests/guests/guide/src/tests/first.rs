// src/tests.rs
extern crate std;

use heeus_host_testkit::prelude::*;

two_worlds!(a_copy_less_is_left);

fn a_copy_less_is_left(kit: &mut Kit) {
    kit.record("library.Book", 7, record! { Title: "Emma", Copies: 3 });
    kit.run("Lend", record! { Book: RecordId(7) })
        .expect_intents([
            update_record("library.Book", 7).with("Copies", 2),
            result(record! { Title: "Emma", Left: 2 }),
        ]);
    kit.expect_record("library.Book", 7, record! { Title: "Emma", Copies: 2 });
}
