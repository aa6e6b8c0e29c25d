use heeus_host_testkit::prelude::*;

two_worlds!(readers_are_reminded_on_the_day);

fn due(kit: &mut Kit, day: i64, loan: i64, mail: &str) {
    let key = record! { Day: day, Loan: RecordId(loan) };
    kit.view("library.Due", key, record! { Mail: mail });
}

fn readers_are_reminded_on_the_day(kit: &mut Kit) {
    due(kit, 100, 1, "ada@example.com");
    due(kit, 101, 2, "bob@example.com");
    kit.now(100 * 86_400_000 + 5);
    kit.run("Remind", record! {}).expect_intents([mail(record! {
        Host: "smtp.example.com",
        Port: 587,
        From: "library@example.com",
        To: "ada@example.com",
        Subject: "Please bring the book back today",
    })]);
}
