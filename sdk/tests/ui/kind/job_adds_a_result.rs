use heeus_sdk::prelude::*;

#[derive(Record)]
struct Row {
    amount: i64,
}

fn answer(ctx: &JobContext<'_>) {
    ctx.result(&Row { amount: 1 });
}

fn main() {}
