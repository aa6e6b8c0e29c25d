use heeus_host_testkit::prelude::*;
use heeus_sdk::RecordId;

use super::{Book, Lent, Loan};

two_worlds!(copies_are_lent_until_none_is_left);

fn copies_are_lent_until_none_is_left(kit: &mut Kit) {
    let (id, title) = (RecordId(7), "Emma");
    let [two, one, none] = [2, 1, 0].map(|copies| Book { id, title, copies });
    let loan = Loan { book: id };

    kit.given(&two);
    kit.run("Lend", &loan)
        .expect_intents([updated(&two, &one), result(&Lent { title, left: 1 })]);
    kit.run("Lend", &loan)
        .expect_result(&Lent { title, left: 0 })
        .expect_intents([updated(&one, &none)]);
    kit.run("Lend", &loan).expect_error("no copy is in");
    kit.expect_all(&[none]);
}
