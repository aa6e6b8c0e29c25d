//! Storages outside of the partition: requests, mails, events, secrets.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::Content;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, hold_all, run, scenario};

/// A use of a storage without entities.
pub fn uses(kind: ExtensionKind, storage: Storage, access: &str, key: impl Into<Content>) -> Run {
    run(kind, "use")
        .with("Storage", storage.name())
        .with("Entity", "")
        .with("Access", access)
        .with("Key", key)
}

pub fn scenarios() -> Vec<Scenario> {
    let mut all = requests();
    all.extend(elements());
    all
}

fn requests() -> Vec<Scenario> {
    let http = |url: &str| {
        let key = record! { Method: "POST", Url: url, Body: b"{}", HandleErrors: true };
        uses(ExtensionKind::Job, Storage::Http, "read", key)
    };
    let federation = || {
        let key = record! {
            Owner: "heeus", AppName: "shop", WSID: 5i64, Token: "t",
            Command: QName("shop.Order"), Body: "{}", ExpectedCodes: "200,409",
        };
        uses(
            ExtensionKind::Projector,
            Storage::FederationCommand,
            "get",
            key,
        )
    };
    let misspelt = record! { Uri: "https://a" };
    vec![
        scenario(
            "requests that are answered, fail, and have no answer",
            [
                http("https://a"),
                http("https://b"),
                http("https://c").ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Job use: ok
              info read 403
              sys.Http {Body: b"{}", HandleErrors: true, Method: "POST", Url: "https://a"} read at most 0: Some(Done)
            Job use: ok
              info read 401
              sys.Http {Body: b"{}", HandleErrors: true, Method: "POST", Url: "https://b"} read at most 0: Some(Done)
            Job use: error: i/o error
              sys.Http {Body: b"{}", HandleErrors: true, Method: "POST", Url: "https://c"} read at most 0: Some(Io)
        "#]])
        .given(|kit| {
            kit.http(
                "POST",
                "https://a",
                HttpAnswer::new(201).header("A: b").body("made"),
            )
            .http("POST", "https://b", HttpAnswer::failed("refused"));
        }),
        scenario(
            "commands elsewhere",
            [
                federation(),
                federation(),
                federation().ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Projector use: ok
              info found 2
              sys.FederationCommand {AppName: "shop", Body: "{}", Command: QName("shop.Order"), ExpectedCodes: "200,409", Owner: "heeus", Token: "t", WSID: 5i64} get Some((Exists, Some({"NewIDs": Record({"1": Id(65536)}), "StatusCode": I32(200)})))
            Projector use: ok
              info found 1
              sys.FederationCommand {AppName: "shop", Body: "{}", Command: QName("shop.Order"), ExpectedCodes: "200,409", Owner: "heeus", Token: "t", WSID: 5i64} get Some((Exists, Some({"StatusCode": I32(409)})))
            Projector use: error: i/o error
              sys.FederationCommand {AppName: "shop", Body: "{}", Command: QName("shop.Order"), ExpectedCodes: "200,409", Owner: "heeus", Token: "t", WSID: 5i64} get Some((Io, None))
        "#]])
        .given(|kit| {
            let done = CommandAnswer::new(200).new_ids(record! { "1": RecordId(65_536) });
            kit.federation("shop.Order", done.once())
                .federation("shop.Order", CommandAnswer::new(409).once());
        }),
        scenario(
            "mails",
            [
                run(ExtensionKind::Projector, "mail"),
                run(ExtensionKind::Job, "mail"),
                run(ExtensionKind::Query, "mail").ends(ErrorClass::Forbidden),
            ],
        )
        .comes_to(expect![[r#"
            Projector mail: ok
              mail(record! {
                  CC: ["d@x"],
                  From: "a@x",
                  Host: "smtp.x",
                  Port: 25,
                  Subject: "Hello",
                  To: ["b@x", "c@x"],
              })
            Job mail: ok
              mail(record! {
                  CC: ["d@x"],
                  From: "a@x",
                  Host: "smtp.x",
                  Port: 25,
                  Subject: "Hello",
                  To: ["b@x", "c@x"],
              })
            Query mail: fault: intent 0: a query may not insert into sys.SendMail; it may do nothing there (ABI.md, section 11)
        "#]]),
        scenario(
            "a storage that is asked with a field that it does not have",
            [uses(ExtensionKind::Job, Storage::Http, "read", misspelt).ends(ErrorClass::Extension)],
        )
        .comes_to(expect![[r#"
            Job use: error: the key is invalid
              sys.Http {Uri: "https://a"} read at most 0: Some(InvalidKey)
        "#]]),
    ]
}

fn elements() -> Vec<Scenario> {
    let log = |kind, access, key: DynRecord| uses(kind, Storage::WLog, access, key);
    let secret = |key: DynRecord| uses(ExtensionKind::Query, Storage::AppSecret, "get", key);
    vec![
        scenario(
            "the log of events",
            [
                log(ExtensionKind::Query, "read", record! { Offset: 3i64, Count: 2i64 }),
                log(ExtensionKind::Projector, "get", record! { Offset: 5i64 }),
                log(ExtensionKind::Projector, "get", record! { Offset: 4i64 }),
                log(ExtensionKind::Validator, "read", record! { Offset: 4i64 })
                    .ends(ErrorClass::Forbidden),
            ],
        )
        .comes_to(expect![[r#"
            Query use: ok
              info read 204
              sys.WLog {Count: 2i64, Offset: 3i64} read at most 0: Some(Done)
            Projector use: ok
              info found 2
              sys.WLog {Offset: 5i64} get Some((Exists, Some({"Offset": I64(5), "QName": QName("conf.New")})))
            Projector use: ok
              info none
              sys.WLog {Offset: 4i64} get Some((NotExists, None))
            Validator use: fault: a validator may not read from sys.WLog; it may get there (ABI.md, section 11)
              sys.WLog {Offset: 4i64} read at most 0: None
        "#]])
        .given(|kit| {
            for offset in [7, 3, 5, 9] {
                kit.wlog(offset, record! { QName: QName("conf.New") });
            }
        }),
        scenario(
            "secrets",
            [
                secret(record! { Secret: "known" }),
                secret(record! { Secret: "unknown" }),
                secret(record! { Secret: 5 }).ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Query use: ok
              info found 1
              sys.AppSecret {Secret: "known"} get Some((Exists, Some({"Secret": Str("x")})))
            Query use: ok
              info none
              sys.AppSecret {Secret: "unknown"} get Some((NotExists, None))
            Query use: error: the key is invalid
              sys.AppSecret {Secret: 5} get Some((InvalidKey, None))
        "#]])
        .given(|kit| {
            kit.secret("known", "x");
        }),
    ]
}

#[test]
fn what_lies_outside_is_the_same_everywhere() {
    hold_all(&scenarios());
}
