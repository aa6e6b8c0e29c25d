//! Mails on their way from a projector to the mailer, through failures and crashes.

use std::collections::BTreeSet;
use std::time::Duration;

use heeus_abi::RecordBuf;
use heeus_host::external::{External, ExternalError};
use heeus_host::storage::{MemoryStorage, SharedStorage, Storage};
use heeus_host::{App, AppConfig};
use heeus_host::{FailedMail, OutboxStatus};
use heeus_host_testkit::{DynRecord, Fakes, record};

use super::Shop;
use super::guest;
use super::history::{History, States};

/// A shop whose projector sends a mail for each order.
fn mailing() -> Shop {
    let shop = Shop::new();
    shop.secret("mail", Some("yes"));
    shop
}

fn order(shop: &Shop, ids: std::ops::RangeInclusive<i64>) {
    for id in ids {
        shop.order(id, 1, 1).unwrap();
    }
    shop.settle().unwrap();
}

fn ids(mails: &[(String, RecordBuf)]) -> Vec<&str> {
    mails.iter().map(|(id, _)| id.as_str()).collect()
}

fn outbox(app: &App) -> OutboxStatus {
    let mut all = app.outbox().unwrap();
    assert_eq!(all.len(), 1, "one partition");
    all.remove(0)
}

/// Numbers, tries and times of the mails that failed.
fn failed(app: &App) -> Vec<(i64, u32, Option<i64>)> {
    let told = |mail: &FailedMail| (mail.number, mail.tries, mail.retry_at);
    outbox(app).failed.iter().map(told).collect()
}

#[test]
fn mails_are_delivered_once_and_in_order() {
    let shop = mailing();
    order(&shop, 1..=3);
    let mails = shop.fakes().mails();
    assert_eq!(ids(&mails).iter().collect::<BTreeSet<_>>().len(), 3);
    for (number, (id, mail)) in (1..).zip(&mails) {
        assert!(id.ends_with(&format!(".{number}")), "{id}");
        let mail = DynRecord::from(mail.clone());
        assert_eq!(
            mail.get("Subject"),
            record! { Subject: "seen" }.get("Subject")
        );
    }
    let empty = OutboxStatus {
        partition: 0,
        waiting: 0,
        failed: Vec::new(),
    };
    assert_eq!(outbox(&shop), empty);
    let kept = shop.with_state(1, heeus_host::state::HostState::all_mails);
    assert_eq!(kept.unwrap().unwrap().len(), 3, "they stay in the log");
}

#[test]
fn an_app_without_a_mailer_keeps_its_mails_for_one_that_has() {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let secret = Fakes::new();
    secret.secret("mail", "yes");
    let open = |external| {
        let config = AppConfig {
            external,
            ..AppConfig::default()
        };
        let app = App::new(config, |_| Box::new(storage.clone())).unwrap();
        app.deploy(guest::package()).unwrap();
        app
    };
    let app = open(External::default().secrets(secret.clone()));
    let args = &guest::NewOrder {
        id: 1,
        day: 1,
        amount: 1,
    };
    app.command(heeus_host::Request::new("shop", "NewOrder", args))
        .unwrap();
    app.settle().unwrap();
    assert_eq!(outbox(&app).waiting, 1);
    app.finish();
    let fakes = Fakes::new();
    let app = open(fakes.external());
    app.settle().unwrap();
    assert_eq!((fakes.mails().len(), outbox(&app).waiting), (1, 0));
}

#[test]
fn a_mail_that_fails_is_tried_again_with_the_same_id_and_holds_up_no_others() {
    let shop = mailing();
    for _ in 0..2 {
        shop.fakes().fail_mail(ExternalError::new("busy"));
    }
    shop.order(1, 1, 1).unwrap();
    shop.settle().unwrap();
    assert_eq!(failed(&shop), [(1, 1, Some(1000))]);
    shop.order(2, 1, 1).unwrap();
    shop.settle().unwrap();
    assert_eq!(failed(&shop), [(1, 1, Some(1000)), (2, 1, Some(1000))]);
    order(&shop, 3..=3);
    assert_eq!(shop.fakes().mails().len(), 1, "the third");
    let text = outbox(&shop).failed[0].to_string();
    assert_eq!(text, "mail 1 (tried 1 times): busy");
    let id = outbox(&shop).failed[0].id.clone();
    shop.advance(Duration::from_millis(999)).unwrap();
    shop.settle().unwrap();
    assert_eq!(failed(&shop).len(), 2, "too early");
    shop.fakes().fail_mail(ExternalError::new("busy"));
    shop.advance(Duration::from_millis(1)).unwrap();
    shop.settle().unwrap();
    assert_eq!(
        failed(&shop),
        [(1, 2, Some(3000))],
        "it waits twice as long"
    );
    shop.advance(Duration::from_secs(2)).unwrap();
    shop.settle().unwrap();
    assert_eq!(outbox(&shop).waiting, 0);
    assert_eq!(shop.fakes().mails()[2].0, id);
}

#[test]
fn a_mail_that_is_refused_for_good_waits_for_the_operator() {
    let shop = mailing();
    for _ in 0..2 {
        let refused = ExternalError::permanent("no such user\u{202e}");
        shop.fakes().fail_mail(refused);
    }
    order(&shop, 1..=3);
    assert_eq!(failed(&shop), [(1, 1, None), (2, 1, None)]);
    let text = outbox(&shop).failed[0].to_string();
    assert_eq!(text, r"mail 1 (tried 1 times): no such user\u{202e}");
    shop.advance(Duration::from_hours(1000)).unwrap();
    shop.settle().unwrap();
    assert_eq!(outbox(&shop).waiting, 2, "time does not help");
    assert_eq!(shop.drop_mail(0, 2), Ok(true));
    assert_eq!(shop.drop_mail(0, 2), Ok(false), "it is gone");
    assert_eq!(shop.drop_mail(0, 3), Ok(false), "it was delivered");
    assert!(shop.drop_mail(7, 1).is_err(), "no such partition");
    shop.retry_mails().unwrap();
    shop.settle().unwrap();
    assert_eq!(outbox(&shop).waiting, 0);
    assert_eq!(shop.fakes().mails().len(), 2);
}

/// A mailer that panics.
struct Broken;

impl heeus_host::external::Mailer for Broken {
    fn deliver(&self, _: &heeus_host::external::Mail<'_>) -> Result<(), ExternalError> {
        panic!("as expected")
    }
}

#[test]
fn a_mailer_that_panics_costs_the_app_nothing() {
    let fakes = Fakes::new();
    fakes.secret("mail", "yes");
    let config = AppConfig {
        external: fakes.external().mailer(Broken),
        ..AppConfig::default()
    };
    let app = App::in_memory(config).unwrap();
    app.deploy(guest::package()).unwrap();
    let args = &guest::NewOrder {
        id: 1,
        day: 1,
        amount: 1,
    };
    app.command(heeus_host::Request::new("shop", "NewOrder", args))
        .unwrap();
    app.settle().unwrap();
    let failed = outbox(&app).failed;
    assert_eq!(failed[0].error, ExternalError::new("the mailer panicked"));
}

/// An app over this storage, and its fakes.
fn open(storage: impl FnOnce(&Fakes) -> Box<dyn Storage>) -> (App, Fakes) {
    let fakes = Fakes::new();
    fakes.secret("mail", "yes");
    let config = AppConfig {
        external: fakes.external(),
        ..AppConfig::default()
    };
    let mut storage = Some(storage(&fakes));
    let app = App::new(config, |_| storage.take().expect("there is one partition"));
    let app = app.unwrap();
    app.deploy(guest::package()).unwrap();
    (app, fakes)
}

#[test]
fn whenever_the_process_ends_each_mail_is_delivered_at_least_once() {
    let states = States::<usize>::default();
    let (app, first) = open(|fakes| {
        let fakes = fakes.clone();
        // Mails are delivered between writes.
        Box::new(History::noting(&states, move || fakes.mails().len()))
    });
    for id in 1..=4 {
        if id == 3 {
            first.fail_mail(ExternalError::new("busy"));
        }
        let args = &guest::NewOrder {
            id,
            day: 1,
            amount: 1,
        };
        let done = app.command(heeus_host::Request::new("shop", "NewOrder", args));
        done.unwrap();
        app.settle().unwrap();
    }
    app.advance(Duration::from_mins(1)).unwrap();
    app.settle().unwrap();
    app.finish();
    let all = first.mails();
    assert_eq!(all.len(), 4);
    let mut repeated = 0;
    for (at, (state, delivered)) in states.with_notes().into_iter().enumerate() {
        let (app, second) = open(|_| Box::new(state));
        app.settle().unwrap();
        let stored = app.with_state(1, heeus_host::state::HostState::all_mails);
        let stored = stored.unwrap().unwrap().len();
        let again = second.mails();
        let known: BTreeSet<&str> = ids(&all).into_iter().take(delivered).collect();
        let known: BTreeSet<&str> = known.into_iter().chain(ids(&again)).collect();
        for number in 1..=stored {
            let end = format!(".{number}");
            let has = known.iter().filter(|id| id.ends_with(&end)).count();
            assert_eq!(has, 1, "mail {number} after write {at}: {known:?}");
        }
        repeated += delivered + again.len() - known.len();
    }
    assert!(
        repeated > 0,
        "no crash came between a delivery and its note"
    );
}
