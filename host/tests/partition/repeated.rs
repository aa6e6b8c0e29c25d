//! Requests with keys: a command that is sent again runs once.

use std::time::Duration;

use heeus_abi::Storage;
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_host::state::HostState;
use heeus_host::storage::{self, DurableStorage, MemoryStorage, SharedStorage};
use heeus_host::{App, AppConfig, CommandOutput, InvokeError, Package, Request};
use heeus_host_testkit::record;
use heeus_sdk::sys::Response;
use heeus_sdk::{CommandContext, Record};

use super::Shop;
use super::folder::Folder;
use super::guest::{NewVoucher, gate};
use super::history::History;

const ORDER: &str = "shop.Order";

/// An order with a key.
fn keyed(shop: &Shop, id: i64, key: &str) -> Request {
    shop.new_order(id, 1, 10 * id).key(key)
}

/// The answer without what a repeated one may lack.
fn answer(done: &CommandOutput) -> CommandOutput {
    CommandOutput {
        is_repeated: false,
        logs: Vec::new(),
        ..done.clone()
    }
}

/// Sends a request again and checks that it has the same answer.
#[track_caller]
fn is_answered_again(shop: &Shop, request: &Request, first: &CommandOutput) {
    let again = shop.command(request.clone()).unwrap();
    assert!(again.is_repeated);
    assert_eq!(again.logs, []);
    assert_eq!(answer(&again), answer(first));
}

#[test]
fn a_repeated_command_gets_the_answer_of_the_first_one() {
    let shop = Shop::new();
    let request = keyed(&shop, 7, "a");
    let first = shop.command(request.clone()).unwrap();
    assert!(!first.is_repeated);
    assert_eq!(first.logs.len(), 1);
    shop.order(8, 1, 1).unwrap();
    is_answered_again(&shop, &request, &first);
    is_answered_again(&shop, &request, &first);
    assert_eq!((shop.events(), shop.of_day(1)), (2, 71));
    let read = shop.metrics().read("shop", "NewOrder").unwrap();
    assert_eq!(read.runs, 2);
    // A query runs each time.
    let query = || Request::new("shop", "Events", record! {}).key("a");
    shop.query(query()).unwrap();
    shop.query(query()).unwrap();
    let read = shop.metrics().read("shop", "Events").unwrap();
    assert_eq!(read.runs, 3);
}

/// A result.
#[derive(Record)]
struct Part {
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Record)]
struct Parts {
    count: i32,
    size: i32,
}

fn parts(ctx: &CommandContext<'_>, args: Parts) {
    for _ in 0..args.count {
        let bytes = vec![7; usize::try_from(args.size).unwrap()];
        ctx.result(&Part { bytes });
    }
    Response {
        status_code: 202,
        error_message: Some("accepted"),
    }
    .send(ctx);
}

fn parts_app() -> App {
    let module = BuiltinModule::builder("parts")
        .command("Parts", parts)
        .build();
    let package = Package::new("parts")
        .module(module.unwrap())
        .command("Parts", Builtin);
    let app = App::in_memory(AppConfig::default()).unwrap();
    app.deploy(package).unwrap();
    app
}

#[test]
fn an_answer_has_all_results_and_the_response() {
    let app = parts_app();
    for count in [0, 1, 1000] {
        let request = Request::new("parts", "Parts", &Parts { count, size: count });
        let request = request.key(count.to_string());
        let first = app.command(request.clone()).unwrap();
        assert_eq!(first.results.len(), usize::try_from(count).unwrap());
        assert_eq!(first.responses.len(), 1);
        let again = app.command(request).unwrap();
        assert!(again.is_repeated);
        assert_eq!(answer(&again), answer(&first));
    }
}

#[test]
fn an_answer_that_cannot_be_kept_leaves_nothing() {
    let app = parts_app();
    let size = i32::try_from(heeus_abi::limits::MAX_BLOCK).unwrap() - 400;
    let request = Request::new("parts", "Parts", &Parts { count: 1, size });
    let refused = app.command(request.clone().key("a")).unwrap_err();
    assert!(matches!(refused, InvokeError::Answer { .. }), "{refused:?}");
    assert!(
        refused
            .to_string()
            .starts_with("parts.Parts: its answer cannot be kept"),
        "{refused}"
    );
    let done = app.command(request).unwrap();
    assert_eq!((done.offset, done.results.len()), (1, 1), "without a key");
}

#[test]
fn a_key_with_another_request_is_refused() {
    let shop = Shop::new();
    let request = keyed(&shop, 1, "a").subject(record! { Name: "ann", Token: "t" });
    shop.command(request.clone()).unwrap();
    let other = |request: Request| {
        let key = "a".to_owned();
        assert_eq!(
            shop.command(request),
            Err(InvokeError::OtherRequest { key })
        );
    };
    other(keyed(&shop, 2, "a").subject(record! { Name: "ann", Token: "t" }));
    other(keyed(&shop, 1, "a").subject(record! { Name: "bob", Token: "t" }));
    other(keyed(&shop, 1, "a"));
    other(shop.ping().key("a"));
    // What is not stored is not compared.
    let again = keyed(&shop, 1, "a").subject(record! { Name: "ann", Token: "u" });
    let again = shop.command(again.unlogged(record! { Password: "x" }).origin("web"));
    assert!(again.unwrap().is_repeated);
    assert_eq!(shop.events(), 1);
    assert_eq!(
        InvokeError::OtherRequest { key: "a".into() }.to_string(),
        "key \"a\": found another name, other arguments or another subject, expected those of the \
         first request with this key"
    );
}

#[test]
fn keys_have_a_length() {
    let shop = Shop::new();
    for length in [0, 256] {
        let request = shop.ping().key("x".repeat(length));
        assert_eq!(shop.command(request), Err(InvokeError::KeyLength(length)));
    }
    for length in [1, 255] {
        let request = shop.ping().key("x".repeat(length));
        assert!(!shop.command(request).unwrap().is_repeated);
    }
    assert_eq!(
        InvokeError::KeyLength(0).to_string(),
        "key of the request: found 0 bytes, expected 1 to 255"
    );
}

#[test]
fn workspaces_have_keys_of_their_own() {
    for partitions in [1, 2] {
        let mut shop = Shop::with(AppConfig::with_partitions(partitions));
        for workspace in 1..=4 {
            shop.enter(workspace);
            let request = keyed(&shop, workspace, "a");
            let first = shop.command(request.clone()).unwrap();
            assert!(!first.is_repeated);
            is_answered_again(&shop, &request, &first);
        }
        assert_eq!(shop.events(), 1);
    }
}

#[test]
fn a_command_that_was_refused_may_be_tried_again() {
    let (_, shop) = super::uniques::vouchers();
    let voucher = |id, code| NewVoucher { id, code, value: 5 };
    let issue = |id, code| Request::new("shop", "IssueOnce", &voucher(id, code));
    shop.command(issue(1, 7)).unwrap();
    let request = issue(2, 7).key("a");
    for _ in 0..2 {
        let refused = shop.command(request.clone()).unwrap_err();
        assert!(matches!(refused, InvokeError::Extension(_)), "{refused:?}");
    }
    shop.command(Request::new("shop", "Issue", &voucher(1, 8)))
        .unwrap();
    assert!(!shop.command(request.clone()).unwrap().is_repeated);
    assert!(shop.command(request).unwrap().is_repeated);
}

#[test]
fn two_in_one_group_run_once() {
    let shop = Shop::new();
    gate(8).close();
    let waits = shop.send(shop.wait_at(8)).unwrap();
    gate(8).wait_for(1);
    let sent = [(); 3].map(|()| shop.send(keyed(&shop, 1, "a")).unwrap());
    gate(8).open();
    waits.wait().unwrap();
    let done = sent.map(|sent| sent.wait().unwrap());
    assert_eq!(
        done.each_ref().map(|done| done.is_repeated),
        [false, true, true]
    );
    assert_eq!(done.each_ref().map(|done| done.offset), [2; 3]);
    assert_eq!(shop.events(), 2);
}

#[test]
fn the_oldest_answers_give_way() {
    let config = AppConfig {
        request_keys: 3,
        ..AppConfig::default()
    };
    let shop = Shop::with(config);
    for id in 1..=10 {
        let request = keyed(&shop, id, &id.to_string());
        let first = shop.command(request.clone()).unwrap();
        assert!(!first.is_repeated);
        for earlier in (id - 2).max(1)..=id {
            let again = shop.command(keyed(&shop, earlier, &earlier.to_string()));
            assert!(again.unwrap().is_repeated, "{earlier} of {id}");
        }
    }
    // It is forgotten, so it runs again: here it is refused, since the order exists.
    let again = shop.command(keyed(&shop, 7, "7")).unwrap_err();
    assert!(matches!(again, InvokeError::Extension(_)), "{again:?}");
    assert_eq!(places(&shop), 3);
}

/// The number of answers that are stored.
fn places(shop: &Shop) -> usize {
    let count = shop.with_state(1, |state| {
        let mut count = 0;
        state.answers(|_, _| count += 1).unwrap();
        count
    });
    count.unwrap()
}

#[test]
fn old_answers_are_not_given() {
    let config = AppConfig {
        request_key_age: Duration::from_mins(1),
        ..AppConfig::default()
    };
    let shop = Shop::with(config);
    let ping = || shop.ping().key("a");
    assert!(!shop.command(ping()).unwrap().is_repeated);
    shop.advance(Duration::from_mins(1)).unwrap();
    assert!(shop.command(ping()).unwrap().is_repeated);
    shop.advance(Duration::from_millis(1)).unwrap();
    let second = shop.command(ping()).unwrap();
    assert_eq!((second.is_repeated, second.offset), (false, 2));
    assert!(shop.command(ping()).unwrap().is_repeated);
    // A place whose answer is too old is used again.
    assert_eq!(places(&shop), 1);
}

/// A shop over a part of a storage that outlives it.
fn open(storage: &SharedStorage, request_keys: usize) -> Shop {
    let config = AppConfig {
        request_keys,
        ..AppConfig::default()
    };
    Shop::over(config, |_| Box::new(storage.clone()))
}

#[test]
fn a_later_process_may_keep_fewer_answers_or_more() {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let is_repeated = |shop: &Shop, id: i64| {
        let done = shop.command(shop.ping().key(id.to_string()));
        done.unwrap().is_repeated
    };
    let shop = open(&storage, 10);
    let all = |shop: &Shop, ids: std::ops::RangeInclusive<i64>, expected: bool| {
        for id in ids {
            assert_eq!(is_repeated(shop, id), expected, "{id}");
        }
    };
    all(&shop, 1..=15, false);
    all(&shop, 6..=15, true);
    drop(shop);
    let shop = open(&storage, 4);
    assert_eq!(places(&shop), 4);
    all(&shop, 12..=15, true);
    all(&shop, 16..=18, false);
    all(&shop, 15..=18, true);
    assert_eq!(places(&shop), 4);
    drop(shop);
    let shop = open(&storage, 6);
    all(&shop, 15..=18, true);
    all(&shop, 19..=20, false);
    all(&shop, 15..=20, true);
    all(&shop, 21..=40, false);
    all(&shop, 35..=40, true);
    assert_eq!(places(&shop), 6);
    drop(shop);
    // No number of keys is less than one.
    let shop = open(&storage, 0);
    all(&shop, 40..=40, true);
    assert_eq!(places(&shop), 1);
}

#[test]
fn a_later_process_gives_the_same_answers() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path()).unwrap();
    let open = || {
        Shop::over(AppConfig::default(), |_| {
            let storage = DurableStorage::open(folder.path().join("0"));
            Box::new(storage.unwrap()) as Box<dyn storage::Storage>
        })
    };
    let mut shop = open();
    let request = keyed(&shop, 1, "a");
    let first = shop.command(request.clone()).unwrap();
    for _ in 0..2 {
        drop(shop);
        shop = open();
        is_answered_again(&shop, &request, &first);
    }
    assert_eq!(shop.events(), 1);
}

#[test]
fn whenever_the_process_ends_a_repeated_command_has_run_once() {
    let (history, states) = History::new();
    let mut storage = Some(Box::new(history) as Box<dyn storage::Storage>);
    let shop = Shop::over(AppConfig::default(), |_| storage.take().unwrap());
    let requests: Vec<_> = (1..=5)
        .map(|id| keyed(&shop, id, &id.to_string()))
        .collect();
    let first: Vec<_> = requests
        .iter()
        .map(|request| shop.command(request.clone()).unwrap())
        .collect();
    shop.settle().unwrap();
    drop(shop);
    let states = states.all();
    assert!(states.len() > 10, "{}", states.len());
    let mut repeated = 0;
    for (at, state) in states.into_iter().enumerate() {
        let mut state = Some(Box::new(state) as Box<dyn storage::Storage>);
        let shop = Shop::over(AppConfig::default(), |_| state.take().unwrap());
        for (request, first) in requests.iter().zip(&first) {
            let again = shop.command(request.clone()).unwrap();
            assert_eq!(answer(&again), answer(first), "after write {at}");
            repeated += usize::from(again.is_repeated);
        }
        assert_eq!(shop.events(), 5, "after write {at}");
        assert_eq!(shop.rows(Storage::Record, ORDER).len(), 5);
        let last = shop.with_state(1, HostState::last_event).unwrap();
        assert_eq!(last, Ok(5));
    }
    assert!(repeated > 20, "{repeated}");
}
