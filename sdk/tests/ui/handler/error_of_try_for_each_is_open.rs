use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Days")]
struct Days {
    #[entity(partition)]
    day: i32,
    amount: i64,
}

fn checked(amount: i64) -> Result<(), Error> {
    if amount < 0 {
        return Err("negative".into());
    }
    Ok(())
}

#[extension(kind = "query")]
fn all(ctx: &QueryContext<'_>) -> Result<(), Error> {
    Days::try_for_each(ctx, 1, |row| {
        checked(row.amount)?;
        Ok(())
    })?;
    Ok(())
}

fn main() {}
