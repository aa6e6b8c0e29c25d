use heeus_sdk::prelude::*;

// Uses all that an entity provides. Only the wrong attribute is an error.
#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals<'run> {
    #[entity(partitoin)]
    customer: &'run str,
    #[entity(clustering)]
    day: i32,
    #[entity(renam = "Sum")]
    amount: i64,
}

#[derive(Entity, Clone)]
#[entity(record = "Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

#[derive(Record)]
#[record(rename_al = "snake_case")]
struct Order<'run> {
    customer: &'run str,
    lines: Vec<Line>,
}

#[derive(Record)]
enum Line {
    None,
}

#[extension(kind = "command")]
fn order(ctx: &CommandContext<'_>, order: Order<'_>) -> Result<Line, Error> {
    let article = Article::must_get(ctx, RecordId(1))?;
    article.update(ctx, |article| article.name.clear())?;
    let _ = (order.customer, order.lines.len());
    Ok(Line::None)
}

#[extension(kind = "projector")]
fn total(ctx: &ProjectorContext<'_>, event: Event<'_, Order<'_>>) -> Result<(), Error> {
    let customer = event.argument.customer;
    if let Some(total) = Totals::get(ctx, (customer, 1))? {
        let key: TotalsKey<'_> = total.key();
        let _ = (key.clone() == key, key.customer, key.day, key);
        total.update(ctx, |total| total.amount += 1)?;
    } else {
        Totals { customer, day: 1, amount: 1 }.insert(ctx);
    }
    Ok(())
}

#[extension(kind = "query")]
fn totals<'run>(ctx: &QueryContext<'run>) -> Result<Rows<Order<'run>>, Error> {
    Totals::for_each(ctx, "x", |row| drop(row.key()))?;
    let rows = Totals::read(ctx, "x")?.map(|row| Order { customer: row.customer, lines: Vec::new() });
    Ok(Rows::from(rows.collect::<Vec<_>>()))
}

fn main() {}
