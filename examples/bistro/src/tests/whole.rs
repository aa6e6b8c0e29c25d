//! A day of the whole application, in two workspaces.

use alloc::boxed::Box;
use alloc::string::ToString as _;
use core::error::Error;
use core::time::Duration;

use heeus_host::{App, AppConfig, Args, Package, Request};
use heeus_host_testkit::expect::expect_same_after_rebuild;

use super::*;
use crate::bill::{Order, SplitBill};
use crate::closing::{CloseDay, Figures};
use crate::menu::{Created, NewArticle};
use crate::payment::{Left, Means, Pay};
use crate::report::{Page, Sold};
use crate::tables::OpenTable;
use crate::voucher::IssueVoucher;

/// The package for deployment.
fn package(world: World) -> Package {
    let module = module!(world);
    let engine = module.kind();
    Package::new("bistro").module(module).job_in(
        "OrderSupplies",
        engine,
        Duration::from_hours(24),
        [1, 2],
    )
}

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn a_day(world: World) -> Done {
    let app = App::in_memory(AppConfig::with_partitions(2))?;
    app.deploy(package(world))?;
    for workspace in [1, 2] {
        a_day_in(&app, workspace)?;
    }
    expect_same_after_rebuild(&app, "bistro.CountBills");
    assert_eq!(app.finish(), []);
    Ok(())
}

/// Runs a command that creates a record, and returns its id.
fn created(app: &App, request: Request) -> Done<RecordId> {
    let rows = app.command(request)?.results::<Created>()?;
    Ok(rows.first().ok_or("no id")?.id)
}

fn a_day_in(app: &App, workspace: i64) -> Done {
    let request = |name, args| Request::new("bistro", name, args).workspace(workspace);
    let article = |name, price| NewArticle {
        name,
        price: cents(price),
        recipe: Vec::new(),
    };
    let soup = ArticleId(created(
        app,
        request("NewArticle", Args::from(&article("Soup", 550))),
    )?);
    let tea = ArticleId(created(
        app,
        request("NewArticle", Args::from(&article("Tea", 300))),
    )?);
    let order = |table, bill, article| Order {
        table,
        bill,
        guest: None,
        lines: Vec::from([line(article, 2, 0)]),
    };
    let open = order(Some(4), None, soup);
    let bill = BillId(created(app, request("OpenBill", Args::from(&open)))?);
    let again = app.command(request("OpenBill", Args::from(&open)));
    let again = again.expect_err("the table has a bill").to_string();
    assert!(again.contains("table 4 has an open bill"), "{again}");
    let more = order(None, Some(bill), tea);
    app.command(request("AddLines", Args::from(&more)))?;
    let articles = Vec::from([tea]);
    let split = SplitBill { bill, articles };
    let other = BillId(created(app, request("SplitBill", Args::from(&split)))?);
    let tables = app.query(request("OpenTables", ().into()))?;
    let expected = OpenTable { table: 4, bills: 2 };
    assert_eq!(tables.results::<OpenTable>()?, [expected]);
    pay_in(app, workspace, [bill, other])?;
    close_in(app, workspace, [soup, tea])
}

/// Pays the first bill in two parts, and the second one in one.
fn pay_in(app: &App, workspace: i64, [bill, other]: [BillId; 2]) -> Done {
    let request = |name, args| Request::new("bistro", name, args).workspace(workspace);
    let (code, value) = ("GIFT01", cents(1000));
    let voucher = IssueVoucher { code, value };
    app.command(request("IssueVoucher", Args::from(&voucher)))?;
    let pay = |bill, means, voucher| Pay {
        bill,
        means,
        amount: None,
        voucher,
    };
    let by_voucher = pay(bill, Means::Voucher, Some(code));
    for (pay, left) in [
        (by_voucher, cents(100)),
        (pay(bill, Means::Cash, None), Money::ZERO),
        (pay(other, Means::Card, None), Money::ZERO),
    ] {
        let done = app.command(request("Pay", Args::from(&pay)))?;
        let rows = done.results::<Left>()?;
        assert!(matches!(rows[..], [Left { left: found }] if found == left));
    }
    Ok(())
}

/// Reports the second one of two articles, and closes the day.
fn close_in(app: &App, workspace: i64, [soup, tea]: [ArticleId; 2]) -> Done {
    let request = |name, args| Request::new("bistro", name, args).workspace(workspace);
    // The clock of a new app stands at the beginning of 1970.
    let day = Date::from_days(0).ok_or("no date")?;
    let page = Page {
        day,
        after: Some(soup),
        rows: 5,
    };
    let sold = app.query(request("SalesReport", Args::from(&page)))?;
    let (quantity, sum, name) = (2, cents(600), "Tea");
    let expected = Sold {
        article: tea,
        name,
        quantity,
        sum,
    };
    assert_eq!(sold.results::<Sold<'_>>()?, [expected]);
    let closed = app.command(request("CloseDay", Args::from(&CloseDay { day })))?;
    let (bills, sum) = (2, cents(1700));
    assert_eq!(closed.results::<Figures>()?, [Figures { bills, sum }]);
    Ok(())
}

#[test]
fn native() -> Done {
    a_day(World::Native)
}

#[test]
fn wasm() -> Done {
    a_day(World::Wasm)
}
