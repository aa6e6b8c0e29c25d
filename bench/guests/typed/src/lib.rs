//! A command as authors write it: typed arguments, a record that is got and updated, a result, a refusal.
#![no_std]

use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "bench.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    quantity: i32,
    price: i64,
}

#[derive(Record)]
struct Withdrawal {
    article: RecordId,
    quantity: i32,
}

#[derive(Record)]
struct Left {
    quantity: i32,
}

/// Takes goods out of the stock, and tells how many are left.
#[extension(kind = "command", name = "Withdraw")]
fn withdraw(ctx: &CommandContext<'_>, args: Withdrawal) -> Result<Left, Error> {
    let article = Article::must_get(ctx, args.article)?;
    if article.quantity < args.quantity {
        return Err("not enough in stock".into());
    }
    let article = article.update(ctx, |article| article.quantity -= args.quantity)?;
    Ok(Left {
        quantity: article.quantity,
    })
}
