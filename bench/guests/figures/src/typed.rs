//! The same extensions with structs.

use heeus_sdk::prelude::*;

/// Stock by day.
#[derive(Entity)]
#[entity(view = "bench.Stock")]
struct Stock {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    day: i32,
    amount: i64,
    price: Option<i64>,
    quantity: i32,
}

#[derive(Record)]
struct Place {
    year: i32,
    day: i32,
}

#[derive(Record)]
struct Year {
    year: i32,
}

#[derive(Record)]
struct Sum {
    sum: i64,
}

/// Does the same as `Add`.
#[extension(kind = "projector", name = "AddTyped")]
fn add(ctx: &ProjectorContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let Place { year, day } = Place::from_record(args.record())?;
    let stock = Stock::must_get(ctx, (year, day))?;
    let price = stock.price.unwrap_or_default();
    Stock {
        year,
        day,
        amount: stock.amount.wrapping_add(price),
        price: None,
        quantity: stock.quantity.wrapping_add(1),
    }
    .insert(ctx);
    Ok(())
}

/// Does the same as `SumAll`, through the iterator.
#[extension(kind = "query", name = "SumAllTyped")]
fn sum_all(ctx: &QueryContext<'_>, args: Year) -> Result<Sum, Error> {
    let rows = Stock::read(ctx, args.year)?;
    let sum = rows.fold(0, |sum: i64, stock| {
        let numbers = [stock.year, stock.day, stock.quantity].map(i64::from);
        let numbers = numbers.into_iter().fold(stock.amount, i64::wrapping_add);
        sum.wrapping_add(numbers)
            .wrapping_add(stock.price.unwrap_or_default())
    });
    Ok(Sum { sum })
}

/// Does the same through the callback, which keeps no row.
#[extension(kind = "query", name = "SumAllEach")]
fn sum_each(ctx: &QueryContext<'_>, args: Year) -> Result<Sum, Error> {
    let mut sum = 0_i64;
    Stock::for_each(ctx, args.year, |stock| {
        let numbers = [stock.year, stock.day, stock.quantity].map(i64::from);
        let numbers = numbers.into_iter().fold(stock.amount, i64::wrapping_add);
        sum = sum
            .wrapping_add(numbers)
            .wrapping_add(stock.price.unwrap_or_default());
    })?;
    Ok(Sum { sum })
}
