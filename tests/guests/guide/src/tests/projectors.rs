use heeus_host_testkit::prelude::*;

two_worlds!(
    loans_add_up,
    a_sum_that_no_number_has_is_refused,
    without_an_event_it_fails,
);

fn key() -> DynRecord {
    record! { Month: 1, Book: RecordId(7) }
}

fn loans_add_up(kit: &mut Kit) {
    kit.event(record! { QName: QName("library.Lend"), ArgumentObject: key() });
    for times in 1..=3i64 {
        kit.run("CountLoans", record! {})
            .expect_intents([insert_view("library.Loans", key()).with("Times", times)])
            .expect_log(LogLevel::Debug, "counted");
    }
    kit.expect_rows("library.Loans", [(key(), record! { Times: 3i64 })]);
}

fn a_sum_that_no_number_has_is_refused(kit: &mut Kit) {
    kit.view("library.Loans", key(), record! { Times: i64::MAX })
        .event(record! { QName: QName("library.Lend"), ArgumentObject: key() });
    kit.run("CountLoans", record! {})
        .expect_error("the book was lent too often");
}

fn without_an_event_it_fails(kit: &mut Kit) {
    kit.run("CountLoans", record! {})
        .expect_error("sys.Event: the element does not exist");
}
