//! Articles, bills and their parts.

use alloc::vec::Vec;

use super::*;
use crate::bill::{Order, SplitBill};
use crate::ids::SupplyId;
use crate::menu::{Created, Ingredient, NewArticle};
use crate::tables::{OpenTable, ROOM, TableState};

two_worlds!(
    an_article_is_on_the_menu,
    an_article_has_a_name_and_a_price,
    an_order_opens_a_bill_at_the_prices_of_the_menu,
    a_table_has_one_bill_until_it_is_split,
    an_order_is_checked,
    lines_are_added_to_an_open_bill,
    a_bill_is_split_by_its_articles,
    a_bill_is_not_split_where_that_is_no_split,
    tables_with_bills_are_listed,
);

fn order(lines: &[Line]) -> Order<'static> {
    Order {
        table: Some(4),
        bill: Some(bill().id),
        guest: None,
        lines: lines.into(),
    }
}

fn an_article_is_on_the_menu(kit: &mut Kit) {
    let part = Ingredient {
        supply: SupplyId(RecordId(7)),
        quantity: 200,
    };
    let new = NewArticle {
        name: "Soup",
        price: cents(550),
        recipe: Vec::from([part]),
    };
    let soup = Article {
        recipe: Vec::from([part]),
        ..article(ArticleId(new_id(1)), "Soup", 550)
    };
    kit.run("NewArticle", &new)
        .expect_intent(inserted(&soup))
        .expect_result(&Created { id: new_id(1) });
}

fn an_article_has_a_name_and_a_price(kit: &mut Kit) {
    for (name, price) in [("", 1), ("Soup", -1)] {
        let new = NewArticle {
            name,
            price: cents(price),
            recipe: Vec::new(),
        };
        kit.run("NewArticle", &new)
            .expect_error("an article has a name")
            .expect_error_code(400);
    }
}

fn an_order_opens_a_bill_at_the_prices_of_the_menu(kit: &mut Kit) {
    opened(kit);
    // Prices of the caller are none.
    let ordered = order(&[line(SOUP, 2, 1), line(TEA, 1, 0)]);
    let expected = Bill {
        id: BillId(new_id(1)),
        ..bill()
    };
    kit.run("OpenBill", &ordered)
        .expect_intent(inserted(&expected))
        .expect_result(&Created { id: new_id(1) });
    kit.run("OpenBill", &order(&[line(ArticleId(RecordId(9)), 1, 0)]))
        .expect_error("there is no article 9")
        .expect_error_code(404);
    kit.given(&article(TEA, "Tea", i64::MAX / 100));
    kit.run("OpenBill", &order(&[line(TEA, 100, 0)]))
        .expect_error("an amount is too large");
}

fn a_table_has_one_bill_until_it_is_split(kit: &mut Kit) {
    opened(kit);
    let table = |bills| TableState {
        room: ROOM,
        table: 4,
        bills,
    };
    kit.given(&table(1));
    kit.run("OpenBill", &order(&[]))
        .expect_error("table 4 has an open bill")
        .expect_error_code(409);
    kit.given(&table(0));
    kit.run("OpenBill", &order(&[])).ignore_intents();
}

fn an_order_is_checked(kit: &mut Kit) {
    for table in [0, -1, 201, i32::MIN] {
        let order = Order {
            table: Some(table),
            ..order(&[])
        };
        kit.run("CheckOrder", &order)
            .expect_error("a table has a number from 1 to 200")
            .expect_error_code(400);
    }
    for quantity in [0, -1, 101, i32::MAX] {
        kit.run("CheckOrder", &order(&[line(SOUP, quantity, 0)]))
            .expect_error("a line has a quantity from 1 to 100");
    }
    let order = Order {
        table: None,
        ..order(&[line(SOUP, 1, 0), line(TEA, 100, 0)])
    };
    kit.run("CheckOrder", &order).expect_no_intents();
}

fn lines_are_added_to_an_open_bill(kit: &mut Kit) {
    menu(kit);
    kit.given(&bill());
    kit.run("AddLines", &order(&[line(TEA, 2, 0)]))
        .ignore_intents();
    let mut more = bill();
    more.lines.push(line(TEA, 2, 300));
    more.sum = cents(2000);
    kit.expect_stored(&more);
    kit.given(&Bill {
        status: Status::Paid,
        ..bill()
    });
    for (id, expected) in [(1001, "bill 1001 is paid"), (7, "there is no bill 7")] {
        let order = Order {
            bill: Some(BillId(RecordId(id))),
            ..order(&[])
        };
        kit.run("AddLines", &order).expect_error(expected);
    }
}

fn split(articles: &[ArticleId]) -> SplitBill {
    SplitBill {
        bill: bill().id,
        articles: articles.into(),
    }
}

fn a_bill_is_split_by_its_articles(kit: &mut Kit) {
    let whole = Bill {
        guest: Some("G-1"),
        ..bill()
    };
    kit.given(&whole);
    let moved = Bill {
        id: BillId(new_id(1)),
        sum: cents(1100),
        lines: Vec::from([line(SOUP, 2, 550)]),
        ..bill()
    };
    kit.run("SplitBill", &split(&[SOUP]))
        .expect_intent(inserted(&moved))
        .ignore_intents();
    kit.expect_stored(&Bill {
        sum: cents(300),
        lines: Vec::from([line(TEA, 1, 300)]),
        ..whole
    });
}

fn a_bill_is_not_split_where_that_is_no_split(kit: &mut Kit) {
    kit.given(&bill());
    for articles in [&[][..], &[SOUP, TEA], &[ArticleId(RecordId(9))]] {
        kit.run("SplitBill", &split(articles))
            .expect_error("a bill is split by some of its articles");
    }
    kit.given(&Bill {
        paid: cents(1),
        ..bill()
    });
    kit.run("SplitBill", &split(&[SOUP]))
        .expect_error("before it is paid");
}

fn tables_with_bills_are_listed(kit: &mut Kit) {
    for (table, bills) in [(4, 2), (5, 0), (7, 1)] {
        kit.given(&TableState {
            room: ROOM,
            table,
            bills,
        });
    }
    let rows = [(4, 2), (7, 1)].map(|(table, bills)| OpenTable { table, bills });
    kit.run("OpenTables", record! {}).expect_results(&rows);
}
