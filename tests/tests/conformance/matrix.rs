//! The access of each kind to each storage, on every engine, compared with the contract's own
//! table.

use heeus_abi::{Access, allowed};
use heeus_host::error::{Error, ErrorClass};
use heeus_host_testkit::prelude::*;

use super::outcomes;
use super::table::{all_of, engines, extension};

/// The word for each kind of access.
const fn word(access: Access) -> &'static str {
    match access {
        Access::Get => "get",
        Access::Read => "read",
        Access::Insert => "new",
        Access::Update => "update",
    }
}

/// Arranges an element in every storage that can have one.
fn arrange(kit: &mut Kit) {
    let day = record! { Year: 2026, Month: 1, Day: 1 };
    kit.view("conf.Days", day, record! { Amount: 1i64, Note: "there" })
        .record("conf.Article", 1, record! { Name: "tea", Price: 5i64 })
        .wlog(1, record! { QName: QName("conf.New") })
        .event(record! { QName: QName("conf.New") })
        .command_context(record! { Workspace: 1i64 })
        .query_context(record! { Workspace: 1i64 })
        .job_context(record! { StartedAt: 1i64 })
        .subject(record! { Name: "ada" })
        .secret("key", "x")
        .uniq("conf.Article", record! { Name: "tea" }, 1)
        .http("GET", "https://a", HttpAnswer::new(200))
        .federation("a.B", CommandAnswer::new(200))
        // A kind does not use the answers that it may not ask for.
        .ignore_unused();
}

/// The entity, a whole key and a value that suit the storage and this access.
fn parts(storage: Storage, access: Access) -> (&'static str, DynRecord, DynRecord) {
    let day = record! { Year: 2026, Month: 1, Day: 1 };
    match storage {
        Storage::View => ("conf.Days", day, record! { Amount: 2i64, Note: "more" }),
        Storage::Record => {
            let id = if access == Access::Insert { 2 } else { 1 };
            (
                "conf.Article",
                record! { ID: RecordId(id) },
                record! { Name: "nut", Price: 6i64 },
            )
        }
        Storage::WLog => ("", record! { Offset: 1i64 }, record! {}),
        Storage::AppSecret => ("", record! { Secret: "key" }, record! {}),
        Storage::Uniq => ("conf.Article", record! { Name: "tea" }, record! {}),
        Storage::Http => ("", record! { Url: "https://a" }, record! {}),
        Storage::FederationCommand => ("", record! { Command: QName("a.B") }, record! {}),
        Storage::SendMail => {
            let key = record! { From: "a", To: ["b"], Host: "c", Port: 25 };
            ("", key, record! {})
        }
        Storage::Logger => ("", record! { LogLevel: 3 }, record! { Message: "line" }),
        Storage::Response => ("", record! {}, record! { StatusCode: 200 }),
        Storage::Result => ("", record! {}, record! { Row: 1 }),
        Storage::Event
        | Storage::CommandContext
        | Storage::QueryContext
        | Storage::JobContext
        | Storage::RequestSubject => ("", record! {}, record! {}),
    }
}

/// Describes all uses of all storages by one kind, one after the other. No intents are applied, so
/// all see the same state.
fn tell(kit: &mut Kit, kind: ExtensionKind) -> Vec<String> {
    arrange(kit);
    let mut texts = Vec::new();
    for &storage in Storage::ALL {
        for access in Access::ALL {
            let (entity, key, value) = parts(storage, access);
            let args = record! {
                What: "use", Storage: storage.name(), Entity: entity, Access: word(access),
                Key: key, Value: value,
            };
            let outcome = kit
                .dry_run(extension(kind), args)
                .ignore_failure()
                .ignore_intents();
            let class = outcome.error().map(Error::class);
            let expected = if allowed(kind, storage).contains(access) {
                None
            } else {
                Some(ErrorClass::Forbidden)
            };
            let what = format!("a {kind} and {access} in {storage}");
            assert_eq!(class, expected, "{what}: {:?}", outcome.error());
            texts.push(format!("{what}: {}", all_of(&outcome)));
        }
    }
    texts
}

#[track_caller]
fn holds(kind: ExtensionKind) {
    let texts = engines().map(|(engine, mut kit)| (engine.to_string(), tell(&mut kit, kind)));
    let texts = texts
        .each_ref()
        .map(|(engine, texts)| (engine.as_str(), texts.clone()));
    assert_eq!(texts[0].1.len(), Storage::ALL.len() * Access::ALL.len());
    outcomes::same(&texts);
    let stated = expect_file![format!("./matrix/{kind}.txt")];
    stated.assert_eq(&format!("{}\n", texts[0].1.join("\n")));
}

#[test]
fn commands_may_do_what_the_table_says() {
    holds(ExtensionKind::Command);
}

#[test]
fn queries_may_do_what_the_table_says() {
    holds(ExtensionKind::Query);
}

#[test]
fn validators_may_do_what_the_table_says() {
    holds(ExtensionKind::Validator);
}

#[test]
fn projectors_may_do_what_the_table_says() {
    holds(ExtensionKind::Projector);
}

#[test]
fn jobs_may_do_what_the_table_says() {
    holds(ExtensionKind::Job);
}
