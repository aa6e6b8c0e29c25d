use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Names")]
struct Names<'run> {
    #[entity(partition)]
    name: &'run str,
    amount: i64,
}

#[extension(kind = "query")]
fn f(ctx: &QueryContext<'_>) -> Result<(), Error> {
    let name = String::from("pear");
    Names::get(ctx, name)?;
    Ok(())
}

fn main() {}
