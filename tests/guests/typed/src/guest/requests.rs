//! Other servers, mail, secrets, unique fields.

use alloc::vec::Vec;

use heeus_sdk::prelude::*;
use heeus_sdk::sys::{self, FederationCommand, HttpRequest, Mail};

#[derive(Record)]
struct Ask<'run> {
    url: &'run str,
    body: Option<&'run [u8]>,
    headers: Option<Vec<&'run str>>,
    timeout: Option<i64>,
    #[record(default)]
    handle: bool,
}

#[derive(Record)]
struct Answered<'run> {
    code: i32,
    body: &'run [u8],
    headers: Vec<&'run str>,
    error: Option<&'run str>,
}

/// Sends two requests, and returns the first response after the second one has arrived.
#[extension(kind = "query", name = "Ask")]
fn ask<'run>(ctx: &QueryContext<'run>, args: Ask<'run>) -> Result<Answered<'run>, Error> {
    let mut request = HttpRequest::new("POST", args.url);
    if let Some(body) = args.body {
        request = request.body(body);
    }
    for header in args.headers.iter().flatten() {
        request = request.header(header);
    }
    if let Some(timeout) = args.timeout {
        request = request.timeout(timeout);
    }
    if args.handle {
        request = request.handle_errors();
    }
    let first = request.send(ctx)?;
    let second = HttpRequest::new("GET", args.url)
        .handle_errors()
        .send(ctx)?;
    Ok(Answered {
        code: first.status_code + second.status_code,
        body: first.body,
        headers: first.headers,
        error: first.error,
    })
}

#[derive(Record)]
struct Run<'run> {
    wsid: i64,
    token: Option<&'run str>,
    codes: Option<&'run str>,
}

#[extension(kind = "job", name = "RunElsewhere")]
fn run_elsewhere(ctx: &JobContext<'_>, args: Run<'_>) -> Result<(), Error> {
    let mut command =
        FederationCommand::new(("shop", "orders"), args.wsid, QName("shop.Order"), "{}");
    if let Some(token) = args.token {
        command = command.token(token);
    }
    if let Some(codes) = args.codes {
        command = command.expected_codes(codes);
    }
    let ran = command.run(ctx)?;
    let number = ran
        .result
        .map(|result| result.get::<i64>("Total"))
        .transpose()?;
    let id = ran
        .new_ids
        .map(|ids| ids.get::<RecordId>("1"))
        .transpose()?;
    let shown = alloc::format!("{} {number:?} {:?}", ran.status_code, id.map(|id| id.0));
    ctx.log(LogLevel::Info, &shown);
    Ok(())
}

#[extension(kind = "projector", name = "SendMails")]
fn send_mails(ctx: &ProjectorContext<'_>) {
    Mail::new(("localhost", 25), "shop@example.com", "a@example.com").send(ctx);
    Mail::new(("localhost", 25), "shop@example.com", "a@example.com")
        .to("b@example.com")
        .cc("c@example.com")
        .bcc("d@example.com")
        .bcc("e@example.com")
        .login("user", "password")
        .subject("Größe")
        .body("Text\nof two lines")
        .send(ctx);
}

#[derive(Record)]
struct Named<'run> {
    name: &'run str,
}

#[derive(Record)]
struct Found<'run> {
    secret: Option<&'run str>,
    customer: Option<RecordId>,
}

#[derive(Entity)]
#[entity(record = "typed.Customer", unique(name, town))]
struct Customer<'run> {
    #[entity(id)]
    id: RecordId,
    name: &'run str,
    town: &'run str,
}

#[derive(Record)]
struct NameAndTown<'a> {
    town: &'a str,
    name: &'a str,
}

#[extension(kind = "command", name = "LookUp")]
fn look_up<'run>(ctx: &CommandContext<'run>, args: Named<'run>) -> Result<Found<'run>, Error> {
    let fields = NameAndTown {
        town: "here",
        name: args.name,
    };
    Ok(Found {
        secret: sys::secret(ctx, args.name)?,
        customer: sys::unique::<Customer<'_>, _>(ctx, &fields)?,
    })
}

#[extension(kind = "query", name = "Customer")]
fn customer<'run>(ctx: &QueryContext<'run>) -> Result<Named<'run>, Error> {
    let customer = Customer::must_get(ctx, RecordId(1))?;
    if customer.id != RecordId(1) || customer.town != "here" {
        return Err("another customer".into());
    }
    Ok(Named {
        name: customer.name,
    })
}
