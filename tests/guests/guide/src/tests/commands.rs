use heeus_host_testkit::prelude::*;

two_worlds!(
    a_copy_less_is_left,
    where_no_copy_is_in_nothing_is_lent,
    a_book_must_be_there,
);

fn book(copies: i32) -> DynRecord {
    record! { Title: "Emma", Copies: copies }
}

fn a_copy_less_is_left(kit: &mut Kit) {
    kit.record("library.Book", 7, book(3));
    kit.run("Lend", record! { Book: RecordId(7) })
        .expect_intents([
            update_record("library.Book", 7).with("Copies", 2),
            result(record! { Title: "Emma", Left: 2 }),
        ]);
    kit.expect_record("library.Book", 7, book(2));
}

fn where_no_copy_is_in_nothing_is_lent(kit: &mut Kit) {
    for copies in [0, -1, i32::MIN] {
        kit.record("library.Book", 7, book(copies));
        kit.run("Lend", record! { Book: RecordId(7) })
            .expect_error("no copy is in");
    }
}

fn a_book_must_be_there(kit: &mut Kit) {
    kit.run("Lend", record! { Book: RecordId(7) })
        .expect_error("library.Book: the element does not exist");
}
