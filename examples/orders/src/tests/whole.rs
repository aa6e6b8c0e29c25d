//! The whole way of an order through validator, command and projector.

use alloc::boxed::Box;
use alloc::string::ToString as _;
use core::error::Error;

use heeus_host::{App, AppConfig, Package, Request};
use heeus_host_testkit::expect::expect_same_after_rebuild;
use heeus_host_testkit::prelude::*;

use super::{item, on, order};
use crate::order::Order;
use crate::{Total, Year, YearTotal};

/// The package for deployment.
fn package(world: World) -> Package {
    Package::new("orders").module(module!(world))
}

fn orders_come_to_the_amount_of_their_year(world: World) -> Result<(), Box<dyn Error>> {
    let app = App::in_memory(AppConfig::with_partitions(2))?;
    app.deploy(package(world))?;
    let new_order = |order: Order| Request::new("orders", "NewOrder", &order);
    for workspace in [1, 2] {
        let done = app.command(new_order(order([item(2, 50)])).workspace(workspace))?;
        assert_eq!(done.results::<Total>()?, [Total { total: 100 }]);
        app.command(new_order(on([2026, 3, 4], [item(1, 7)])).workspace(workspace))?;
    }
    let refused = app.command(new_order(on([2026, 2, 30], [item(1, 7)])));
    let refused = refused.expect_err("the month has no such day").to_string();
    assert!(refused.starts_with("orders.CheckOrder: "), "{refused}");

    let year = Request::new("orders", "OrderedItems", &Year { year: 2026 });
    let expected = [YearTotal {
        days: 2,
        amount: 107,
    }];
    for workspace in [1, 2] {
        let year = year.clone().workspace(workspace);
        assert_eq!(app.query(year)?.results::<YearTotal>()?, expected);
    }
    expect_same_after_rebuild(&app, "orders.CalcOrderedItems");
    assert_eq!(app.finish(), []);
    Ok(())
}

#[test]
fn native() -> Result<(), Box<dyn Error>> {
    orders_come_to_the_amount_of_their_year(World::Native)
}

#[test]
fn wasm() -> Result<(), Box<dyn Error>> {
    orders_come_to_the_amount_of_their_year(World::Wasm)
}

#[test]
fn lua() -> Result<(), Box<dyn Error>> {
    orders_come_to_the_amount_of_their_year(World::Lua)
}
