use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Names")]
struct Names<'run> {
    #[entity(partition)]
    day: i32,
    name: &'run str,
}

#[extension(kind = "query")]
fn longest(ctx: &QueryContext<'_>) -> Result<(), Error> {
    let mut longest = "";
    Names::for_each(ctx, 1, |row| {
        if row.name.len() > longest.len() {
            longest = row.name;
        }
    })
}

fn main() {}
