//! Extensions of an app that reach the world outside.

use std::fs;

use heeus_host::engine::BuiltinModule;
use heeus_host::external::{DirSecrets, External, HttpFederation, WebClient};
use heeus_host::{App, AppConfig, Package, Request};
use heeus_host_testkit::{DynRecord, record};
use heeus_sdk::prelude::*;
use heeus_sdk::sys::{self, Event, FederationCommand, HttpRequest, Mail};

use super::folder::Folder;
use super::http_server::{self, Server, client, response};
use super::smtp_server::{self, mailer};

#[derive(Record)]
struct Order {
    url: String,
    port: i32,
}

#[derive(Record)]
struct Found {
    text: String,
    secret: String,
    status: i32,
}

/// An app whose query and projector use all that is outside.
fn app(external: External) -> App {
    let fetch = |ctx: &QueryContext<'_>, order: Order| -> Result<Found, Error> {
        let page = HttpRequest::new("GET", &order.url).send(ctx)?;
        let secret = sys::secret(ctx, "token")?.unwrap_or_default();
        let command = FederationCommand::new(("", ""), 7, QName("stock.Take"), "{}");
        Ok(Found {
            text: String::from_utf8_lossy(page.body).into_owned(),
            secret: secret.to_owned(),
            status: command.run(ctx)?.status_code,
        })
    };
    let thank = |ctx: &ProjectorContext<'_>, event: Event<'_, Order>| -> Result<(), Error> {
        let order = event.argument;
        HttpRequest::new("POST", &order.url).send(ctx)?;
        let port = u16::try_from(order.port).unwrap_or_default();
        Mail::new(("127.0.0.1", port), "shop@shop.example", "ann@b.example")
            .subject("Your order")
            .send(ctx);
        Ok(())
    };
    let module = BuiltinModule::builder("shop")
        .command("NewOrder", |_: &CommandContext<'_>, _: Order| {})
        .query("Fetch", fetch)
        .projector("Thank", thank)
        .after(["NewOrder"])
        .build()
        .unwrap();
    let package = Package::new("shop").module(module);
    let config = AppConfig {
        external,
        ..AppConfig::default()
    };
    let app = App::in_memory(config).unwrap();
    app.deploy(package).unwrap();
    app
}

#[test]
fn an_app_reaches_the_world_outside() {
    let web = Server::sends(response("200 OK", "", "pong"));
    let platform = Server::sends(response("200 OK", "", r#"{"result":{"Left":3}}"#));
    let post = smtp_server::Server::replying(&[]);
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).unwrap();
    fs::write(folder.path().join("token"), "sesame\n").unwrap();
    let app = app(External::default()
        .http(client())
        .federation(HttpFederation::new(&platform.url(""), "acme", "shop").unwrap())
        .secrets(DirSecrets::new(folder.path()))
        .mailer(mailer()));

    let order = || record! { Url: web.url("/ping"), Port: i32::from(post.port) };
    let found = app.query(Request::new("shop", "Fetch", order())).unwrap();
    let expected = record! { Text: "pong", Secret: "sesame", Status: 200 };
    assert_eq!(DynRecord::from(found.results[0].clone()), expected);
    let path = "/api/v2/apps/acme/shop/workspaces/7/commands/stock.Take";
    assert_eq!(platform.one().path(), path);
    let asked: http_server::Received = web.one();
    assert_eq!(
        asked.header("idempotency-key"),
        None,
        "a query is not repeated"
    );

    app.command(Request::new("shop", "NewOrder", order()))
        .unwrap();
    app.settle().unwrap();
    let told = web.received().pop().unwrap();
    assert_eq!(told.line, "POST /ping HTTP/1.1");
    assert!(told.header("idempotency-key").is_some());
    let mail = post.mail();
    assert!(mail.contains("Subject: Your order\r\n"), "{mail}");
    assert!(mail.contains("@shop.example>\r\n"), "{mail}");
    assert_eq!(app.outbox().unwrap()[0].waiting, 0);
    assert!(app.outbox().unwrap()[0].failed.is_empty());
}

#[test]
fn a_rebuild_repeats_requests_with_their_ids_and_sends_no_mail() {
    let web = Server::sends(response("200 OK", "", "pong"));
    let post = smtp_server::Server::replying(&[]);
    let app = app(External::default().http(client()).mailer(mailer()));
    for number in 1..=2 {
        let order = record! { Url: web.url(&format!("/{number}")), Port: i32::from(post.port) };
        app.command(Request::new("shop", "NewOrder", order))
            .unwrap();
    }
    app.settle().unwrap();
    app.rebuild("shop.Thank").unwrap();
    app.settle().unwrap();
    let requests = web.received().into_iter().map(|request| {
        let id = request.header("idempotency-key").map(str::to_owned);
        (request.line, id.expect("a projector repeats requests"))
    });
    let requests: Vec<_> = requests.collect();
    let [first, second, first_again, second_again] = &*requests else {
        panic!("{requests:?}");
    };
    assert_eq!((first, second), (first_again, second_again));
    let mails = app.with_state(1, heeus_host::state::HostState::all_mails);
    assert_eq!(mails.unwrap().unwrap().len(), 2);
}

#[test]
fn an_extension_does_not_reach_the_network_of_its_host() {
    let web = Server::sends(response("200 OK", "", "secret"));
    let app = app(External::default().http(WebClient::new()));
    let order = record! { Url: web.url("/"), Port: 0 };
    let error = app.query(Request::new("shop", "Fetch", order)).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("sys.Http: i/o error"), "{text}");
    assert!(web.received().is_empty());
}
