//! The outcomes of commands.

use heeus_abi::Storage;
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host::{App, AppConfig, InvokeError, Package, Request};
use heeus_host_testkit::{DynRecord, record};
use heeus_sdk::sys::Subject;
use heeus_sdk::{CommandContext, Error, Record as _};

use super::Shop;
use super::guest::Total;

/// The error class of an extension that failed, its name, and the text.
#[track_caller]
fn refused(error: InvokeError) -> (String, ErrorClass, String) {
    match error {
        InvokeError::Extension(refusal) => {
            let text = refusal.error.to_string();
            (refusal.extension, refusal.error.class(), text)
        }
        error => panic!("an extension is expected to fail: {error}"),
    }
}

#[test]
fn a_command_leaves_its_result_its_event_and_its_intents() {
    let shop = Shop::new();
    let done = shop.order(7, 1, 100).unwrap();
    assert_eq!((done.offset, done.wlog_offset), (1, 1));
    let results: Vec<DynRecord> = done.results.into_iter().map(DynRecord::from).collect();
    assert_eq!(results, [record! { Total: 100i64 }]);
    assert_eq!(done.logs.len(), 1, "{:?}", done.logs);
    assert_eq!(done.logs[0].text, "ordering");
    assert_eq!(done.stopped, []);

    let id = heeus_host_testkit::RecordId(7);
    let order = (record! { ID: id }, record! { Day: 1, Amount: 100i64 });
    assert_eq!(shop.rows(Storage::Record, "shop.Order"), [order]);
}

#[test]
fn a_synchronous_projector_is_done_when_the_command_is() {
    let shop = Shop::new();
    for (id, amount) in [(1, 100), (2, 50)] {
        shop.order(id, 3, amount).unwrap();
        assert_eq!(shop.projector("shop.Days").offset, id);
    }
    assert_eq!(shop.of_day(3), 150);
    let day = (
        record! { Number: 3 },
        record! { Orders: 2i64, Amount: 150i64 },
    );
    assert_eq!(shop.rows(Storage::View, "shop.Day"), [day]);
}

#[test]
fn an_event_has_the_arguments_and_the_changes_of_its_command() {
    let shop = Shop::new();
    shop.set_clock(5000).unwrap();
    shop.order(7, 1, 100).unwrap();
    let event = shop.with_state(1, |state| state.event(1)).unwrap();
    let event = DynRecord::from(event.unwrap().unwrap().value());
    let changed = record! { IsNew: true, Day: 1, Amount: 100i64 }
        .with("sys.ID", heeus_host_testkit::RecordId(7))
        .with("sys.QName", heeus_host_testkit::QName("shop.Order"));
    let expected = record! {
        Workspace: 1i64,
        WLogOffset: 1i64,
        RegisteredAt: 5000i64,
        QName: heeus_host_testkit::QName("shop.NewOrder"),
        ArgumentObject: record! { Id: 7i64, Day: 1, Amount: 100i64 },
        CUDs: [changed],
    };
    assert_eq!(event, expected);
    assert_eq!(shop.events(), 1);
}

#[test]
fn a_run_has_the_time_of_the_clock_and_the_event_keeps_it() {
    let shop = Shop::new();
    for time in [5000, 7000] {
        shop.set_clock(time).unwrap();
        let done = shop
            .command(Request::new("shop", "CommandTime", record! {}))
            .unwrap();
        assert_eq!(done.results::<Total>().unwrap(), [Total { total: time }]);
        let event = shop.with_state(0, move |state| state.event(done.offset));
        let event = DynRecord::from(event.unwrap().unwrap().unwrap().value());
        assert_eq!(event.get("RegisteredAt"), Some(&time.into()));
        let done = shop
            .query(Request::new("shop", "QueryTime", record! {}))
            .unwrap();
        assert_eq!(done.results::<Total>().unwrap(), [Total { total: time }]);
    }
}

#[test]
fn a_validator_refuses_before_the_command_runs() {
    let shop = Shop::new();
    let (by, class, text) = refused(shop.order(1, 1, -5).unwrap_err());
    assert_eq!((&*by, class), ("shop.CheckOrder", ErrorClass::Extension));
    assert!(text.contains("negative amount"), "{text}");
    leaves_nothing(&shop);
}

#[test]
fn a_command_that_fails_or_panics_leaves_nothing() {
    let shop = Shop::new();
    let failed = shop.order(1, 1, 0).unwrap_err();
    let InvokeError::Extension(refusal) = &failed else {
        panic!("{failed}");
    };
    assert_eq!(refusal.logs[0].text, "ordering");
    let (by, class, _) = refused(failed);
    assert_eq!((&*by, class), ("shop.NewOrder", ErrorClass::Extension));
    leaves_nothing(&shop);

    let (_, class, text) = refused(shop.order(1, 1, 666).unwrap_err());
    assert_eq!(class, ErrorClass::Panic);
    assert!(text.contains("666 is not sold"), "{text}");
    leaves_nothing(&shop);

    // The state refuses: a record with this id exists.
    shop.order(1, 1, 10).unwrap();
    let (_, class, _) = refused(shop.order(1, 1, 10).unwrap_err());
    assert_eq!(class, ErrorClass::State);
    assert_eq!((shop.of_day(1), shop.events()), (10, 1));
}

#[track_caller]
fn leaves_nothing(shop: &Shop) {
    shop.settle().unwrap();
    assert_eq!(shop.rows(Storage::Record, "shop.Order"), []);
    assert_eq!(shop.rows(Storage::View, "shop.Day"), []);
    assert_eq!(shop.rows(Storage::View, "shop.Seen"), []);
    assert_eq!(shop.events(), 0);
    let last = shop.with_state(1, HostState::last_event).unwrap();
    assert_eq!(last, Ok(0));
}

#[test]
fn what_is_not_there_is_reported_with_what_is() {
    let shop = Shop::new();
    let told = |package: &str, name: &str| {
        let error = shop
            .command(Request::new(package, name, record! {}))
            .unwrap_err();
        error.to_string()
    };
    assert_eq!(
        told("shoe", "Ping"),
        "package shoe is not deployed; there are shop"
    );
    assert_eq!(
        told("shop", "Pong"),
        "shop.Pong is not a command; there are CommandTime, Issue, IssueOnce, NewOrder, Ping, Wait"
    );
    assert_eq!(
        told("shop", "OfDay"),
        "shop.OfDay is not a command; there are CommandTime, Issue, IssueOnce, NewOrder, Ping, Wait"
    );
}

#[test]
fn arguments_that_are_no_record_are_refused() {
    let shop = Shop::new();
    let args = record! {}.with("x".repeat(1000), 1);
    let error = shop
        .command(Request::new("shop", "Ping", args))
        .unwrap_err();
    assert!(matches!(error, InvokeError::Args(_)), "{error}");
    leaves_nothing(&shop);
}

#[test]
fn commands_of_a_partition_run_in_the_order_in_which_they_are_sent() {
    let shop = Shop::new();
    let sent: Vec<_> = (1..=200)
        .map(|id| shop.send(shop.new_order(id, 1, id)).unwrap())
        .collect();
    let offsets = sent.into_iter().map(|ticket| ticket.wait().unwrap().offset);
    assert!(offsets.eq(1..=200));
    assert_eq!(shop.of_day(1), 200 * 201 / 2);
}

#[test]
fn a_full_queue_takes_no_more_and_loses_nothing() {
    let config = AppConfig {
        queue: 2,
        ..AppConfig::default()
    };
    let shop = Shop::with(config);
    let gate = super::guest::gate(0);
    gate.close();
    let first = shop.send(shop.wait_at(0)).unwrap();
    gate.wait_for(1);
    let waiting: Vec<_> = (0..2)
        .map(|_| shop.try_send(shop.ping()).unwrap())
        .collect();
    let full = shop.try_send(shop.ping()).unwrap_err();
    let (partition, waiting_there) = (0, 2);
    let expected = InvokeError::QueueFull {
        partition,
        waiting: waiting_there,
    };
    assert_eq!(full, expected);
    gate.open();
    assert_eq!(first.wait().unwrap().offset, 1);
    for (ticket, offset) in waiting.into_iter().zip(2..) {
        assert_eq!(ticket.wait().unwrap().offset, offset);
    }
    assert_eq!(shop.command(shop.ping()).unwrap().offset, 4);
}

/// The fields of a call's context.
#[derive(heeus_sdk::Record)]
struct Called {
    workspace: i64,
    wlog_offset: i64,
    number: i32,
    password: String,
    origin: String,
    caller: Option<String>,
}

#[derive(heeus_sdk::Record)]
struct Number {
    number: i32,
}

#[derive(heeus_sdk::Record)]
struct Login {
    password: Option<String>,
}

fn call(ctx: &CommandContext<'_>) -> Result<Called, Error> {
    let call = ctx.call()?;
    let argument = call.argument_object.ok_or("no argument")?;
    let unlogged = match call.argument_unlogged_object {
        Some(object) => Login::from_record(object.record())?.password,
        None => None,
    };
    let subject = Subject::get(ctx).ok();
    Ok(Called {
        workspace: call.workspace,
        wlog_offset: call.wlog_offset,
        number: Number::from_record(argument.record())?.number,
        password: unlogged.unwrap_or_default(),
        origin: call.origin.to_owned(),
        caller: subject.map(|subject| subject.name.to_owned()),
    })
}

#[test]
fn a_context_has_what_the_request_says() {
    let module = BuiltinModule::builder("calls")
        .command("Call", call)
        .build();
    let package = Package::new("calls")
        .module(module.unwrap())
        .command("Call", Builtin);
    let app = App::in_memory(AppConfig::default()).unwrap();
    app.deploy(package).unwrap();
    let called = |request: Request| {
        let done = app.command(request.workspace(7)).unwrap();
        DynRecord::from(done.results[0].clone())
    };
    let request = |number: i32| Request::new("calls", "Call", record! { Number: number });
    let whole = request(1)
        .unlogged(record! { Password: "x" })
        .origin("web")
        .subject(record! { Name: "ann" });
    let expected = record! {
        Workspace: 7i64,
        WlogOffset: 1i64,
        Number: 1,
        Password: "x",
        Origin: "web",
        Caller: "ann",
    };
    assert_eq!(called(whole), expected);
    let plain = record! {
        Workspace: 7i64, WlogOffset: 2i64, Number: 2, Password: "", Origin: "",
    };
    assert_eq!(called(request(2)), plain);
}

#[test]
fn a_test_that_fails_on_the_state_costs_the_app_nothing() {
    let shop = Shop::new();
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        shop.with_state(1, |_| panic!("as expected"))
    }));
    let message = failed.map(|done: Result<(), _>| done).unwrap_err();
    assert_eq!(message.downcast_ref::<&str>(), Some(&"as expected"));
    shop.order(1, 1, 10).unwrap();
}
