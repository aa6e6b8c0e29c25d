//! The guest that shows what JSON weighs.
#![no_std]

#[cfg(feature = "read")]
extern crate alloc;

#[cfg(feature = "read")]
use alloc::borrow::Cow;

use heeus_sdk::prelude::*;
use heeus_sdk::sys::HttpRequest;
#[cfg(feature = "read")]
use heeus_sdk::sys::HttpResponse;
use heeus_sdk::values::Text;
#[cfg(any(feature = "read", feature = "write"))]
use heeus_sdk::values::json;
#[cfg(feature = "read")]
use heeus_sdk::values::json::JsonItems;

#[derive(Record)]
struct Order<'run> {
    customer: RecordId,
    sum: Money,
    name: &'run str,
    note: Option<&'run str>,
    #[record(default)]
    paid: bool,
}

/// Reports an order to another server.
#[extension(kind = "projector", name = "Tell")]
fn tell(ctx: &ProjectorContext<'_>, event: Event<'_, Order<'_>>) -> Result<(), Error> {
    let body = body(&event.argument);
    let answer = HttpRequest::new("POST", "https://crm.example/orders")
        .body(body.as_bytes())
        .send(ctx)?;
    if answer.status_code != 200 {
        return Err(text!("the CRM refuses: {}", answer.status_code).into());
    }
    #[cfg(feature = "read")]
    read(ctx, &answer)?;
    #[cfg(not(feature = "read"))]
    ctx.log(LogLevel::Info, &text!("{} bytes", answer.body.len()));
    Ok(())
}

#[cfg(not(feature = "write"))]
fn body(order: &Order<'_>) -> Text {
    let Order {
        customer,
        sum,
        name,
        note,
        paid,
    } = order;
    let note = note.unwrap_or_default();
    text!("{customer} {sum} {name} {note} {paid}")
}

#[cfg(feature = "write")]
fn body(order: &Order<'_>) -> Text {
    json::object(|body| {
        body.object("customer", |customer| {
            customer.put("id", order.customer);
            customer.put("name", order.name);
        });
        body.put("sum", order.sum);
        body.put("note", order.note);
        body.array("flags", |flags| flags.put(order.paid));
    })
}

#[cfg(feature = "read")]
fn read(ctx: &ProjectorContext<'_>, answer: &HttpResponse<'_>) -> Result<(), Error> {
    let answer = json::read(answer.body)?;
    let name: Cow<'_, str> = answer.get(("customer", "name"))?;
    let points: i64 = answer.get("points")?;
    let is_gold: Option<bool> = answer.find("gold")?;
    let is_gold = is_gold.unwrap_or_default();
    ctx.log(LogLevel::Info, &text!("{name} has {points}, {is_gold}"));
    for line in answer.get::<JsonItems<'_>>("lines")? {
        let article: RecordId = line.get("article")?;
        ctx.log(LogLevel::Info, &text!("article {article}"));
    }
    Ok(())
}
