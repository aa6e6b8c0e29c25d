//! Payments, vouchers, and the end of a day.

use super::*;
use crate::bill::Order;
use crate::books::Books;
use crate::closing::{CloseDay, Figures};
use crate::menu::Created;
use crate::payment::{Left, Means, Pay, Payment};
use crate::sales::DayTotals;
use crate::voucher::{IssueVoucher, Voucher};

two_worlds!(
    a_bill_is_paid_in_parts,
    what_is_no_payment_is_refused,
    a_voucher_has_a_code_that_no_other_has,
    a_voucher_pays_as_far_as_it_reaches,
    a_day_is_closed_once_and_without_open_bills,
    on_a_closed_day_nothing_is_paid_or_opened,
);

fn pay(amount: Option<i64>) -> Pay<'static> {
    Pay {
        bill: bill().id,
        means: Means::Cash,
        amount: amount.map(cents),
        voucher: None,
    }
}

fn a_bill_is_paid_in_parts(kit: &mut Kit) {
    opened(kit);
    kit.given(&bill());
    let first = Payment {
        id: new_id(1),
        bill: bill().id,
        day: today(),
        means: Means::Cash,
        amount: cents(1000),
    };
    kit.run("Pay", &pay(Some(1000)))
        .expect_result(&Left { left: cents(400) })
        .expect_intent(inserted(&first))
        .ignore_intents();
    kit.expect_stored(&Bill {
        paid: cents(1000),
        ..bill()
    });
    kit.run("Pay", &pay(None))
        .expect_result(&Left { left: Money::ZERO })
        .ignore_intents();
    kit.expect_stored(&Bill {
        paid: cents(1400),
        status: Status::Paid,
        ..bill()
    });
    kit.run("Pay", &pay(Some(1)))
        .expect_error("bill 1001 is paid")
        .expect_error_code(409);
}

fn what_is_no_payment_is_refused(kit: &mut Kit) {
    opened(kit);
    kit.given(&bill());
    for (amount, expected) in [
        (0, "an amount is more than 0"),
        (-1, "an amount is more than 0"),
        (1401, "14.01 is more than is left to pay"),
    ] {
        kit.run("Pay", &pay(Some(amount))).expect_error(expected);
    }
    let with_code = Pay {
        voucher: Some("GIFT01"),
        ..pay(None)
    };
    let without = Pay {
        means: Means::Voucher,
        ..pay(None)
    };
    for pay in [with_code, without] {
        kit.run("Pay", &pay).expect_error("a voucher has a code");
    }
    kit.run("Pay", record! { Bill: RecordId(1001), Means: "gold" })
        .expect_error("field Means is \"gold\", expected one of cash, card, voucher");
    let other = Pay {
        bill: BillId(RecordId(7)),
        ..pay(None)
    };
    kit.run("Pay", &other)
        .expect_error("there is no bill 7")
        .expect_error_code(404);
}

fn voucher(value: i64) -> Voucher<'static> {
    Voucher {
        id: RecordId(2001),
        code: "GIFT01",
        value: cents(value),
    }
}

fn a_voucher_has_a_code_that_no_other_has(kit: &mut Kit) {
    let new = |code, value| IssueVoucher {
        code,
        value: cents(value),
    };
    let issued = Voucher {
        id: new_id(1),
        ..voucher(2000)
    };
    kit.run("CheckVoucher", &new("GIFT01", 2000))
        .expect_no_intents();
    kit.run("IssueVoucher", &new("GIFT01", 2000))
        .expect_result(&Created { id: new_id(1) })
        .expect_intent(inserted(&issued));
    kit.run("IssueVoucher", &new("GIFT01", 1))
        .expect_error("there is a voucher with this code")
        .expect_error_code(409);
    for code in ["", "SHORT", "TOO-SHORT", "GRÜSSE", "123456789012345678901"] {
        kit.run("CheckVoucher", &new(code, 1))
            .expect_error("a voucher has a code of 6 to 20 letters");
    }
    kit.run("CheckVoucher", &new("GIFT02", 0))
        .expect_error("an amount is more than 0");
}

fn a_voucher_pays_as_far_as_it_reaches(kit: &mut Kit) {
    opened(kit);
    kit.given(&bill()).given(&voucher(1000));
    let pay = Pay {
        means: Means::Voucher,
        voucher: Some("GIFT01"),
        ..pay(None)
    };
    kit.run("Pay", &pay)
        .expect_result(&Left { left: cents(400) })
        .ignore_intents();
    kit.run("Pay", &pay)
        .expect_error("there is no voucher GIFT01")
        .expect_error_code(404);
    let other = Voucher {
        id: RecordId(2002),
        ..voucher(1000)
    };
    kit.given(&other);
    kit.run("Pay", &pay)
        .expect_result(&Left { left: Money::ZERO })
        .ignore_intents();
    kit.expect_stored(&Voucher {
        value: cents(600),
        ..other
    });
}

fn a_day_is_closed_once_and_without_open_bills(kit: &mut Kit) {
    let close = CloseDay { day: today() };
    let figures = |open| DayTotals {
        day: today(),
        open,
        bills: 3,
        sum: cents(4200),
    };
    kit.given(&figures(2));
    kit.run("CloseDay", &close)
        .expect_error("2 bills are open")
        .expect_error_code(409);
    kit.given(&figures(0));
    let closed = Books {
        closed: Some(today()),
    };
    let (bills, sum) = (3, cents(4200));
    kit.run("CloseDay", &close)
        .expect_result(&Figures { bills, sum })
        .expect_intent(inserted(&closed));
    let before = CloseDay {
        day: today().first_of_month(),
    };
    for (close, expected) in [
        (close, "2026-11-30 is closed"),
        (before, "2026-11-01 is closed"),
    ] {
        kit.run("CloseDay", &close).expect_error(expected);
    }
    // A day without bills may be closed too.
    let day = today().checked_add_days(1).expect("it is a date");
    let (bills, sum) = (0, Money::ZERO);
    kit.run("CloseDay", &CloseDay { day })
        .expect_result(&Figures { bills, sum })
        .ignore_intents();
}

fn on_a_closed_day_nothing_is_paid_or_opened(kit: &mut Kit) {
    opened(kit);
    kit.given(&bill()).given(&Books {
        closed: Some(today()),
    });
    kit.run("Pay", &pay(None))
        .expect_error("2026-11-30 is closed")
        .expect_error_code(409);
    let order = Order {
        table: Some(5),
        bill: None,
        guest: None,
        lines: Vec::new(),
    };
    kit.run("OpenBill", &order)
        .expect_error("2026-11-30 is closed");
}
