use heeus_host_testkit::prelude::*;

two_worlds!(each_book_is_a_row, all_books_are_counted);

fn lent(kit: &mut Kit, month: i32, book: i64, times: i64) {
    let key = record! { Month: month, Book: RecordId(book) };
    kit.view("library.Loans", key, record! { Times: times });
}

fn line(book: i64, times: i64) -> Intent {
    result(record! { Book: RecordId(book), Times: times })
}

fn each_book_is_a_row(kit: &mut Kit) {
    lent(kit, 1, 7, 20);
    lent(kit, 1, 9, 1);
    lent(kit, 2, 7, 300);
    kit.run("LentIn", record! { Month: 1 })
        .expect_intents([line(7, 20), line(9, 1)]);
    kit.run("LentIn", record! { Month: 3 }).expect_no_intents();
}

fn all_books_are_counted(kit: &mut Kit) {
    lent(kit, 1, 7, 20);
    lent(kit, 1, 9, 1);
    kit.run("LentTimes", record! { Month: 1 })
        .expect_intents([result(record! { Times: 21i64 })]);
    lent(kit, 1, 8, i64::MAX);
    kit.run("LentTimes", record! { Month: 1 })
        .expect_error("the sum is too large");
}
