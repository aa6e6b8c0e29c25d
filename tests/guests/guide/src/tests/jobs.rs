use heeus_host_testkit::prelude::*;
use heeus_sdk::values::Date;

two_worlds!(readers_are_reminded_on_the_day);

fn due(kit: &mut Kit, day: Date, loan: i64, mail: &str) {
    let key = record! { Day: day, Loan: RecordId(loan) };
    kit.view("library.Due", key, record! { Mail: mail });
}

fn readers_are_reminded_on_the_day(kit: &mut Kit) {
    let today = Date::new(2026, 11, 30).expect("it is a date");
    due(kit, today, 1, "ada@example.com");
    let tomorrow = today.checked_add_days(1).expect("it is a date");
    due(kit, tomorrow, 2, "bob@example.com");
    kit.now("2026-11-30T08:00:00Z");
    kit.run("Remind", record! {}).expect_intents([mail(record! {
        Host: "smtp.example.com",
        Port: 587,
        From: "library@example.com",
        To: "ada@example.com",
        Subject: "Please bring the book back today",
    })]);
}
