//! Unique fields in an app: declared in the package, kept with the entity, checked by every write.

use heeus_abi::{ExtensionKind, KeyRef, RecordBuilder, Storage, Value};
use heeus_host::error::ErrorKind;
use heeus_host::state::HostState;
use heeus_host::storage::{self, MemoryStorage, SharedStorage};
use heeus_host::{App, AppConfig, InvokeError, Request};

use super::guest::{NewVoucher, package};
use super::history::History;

const VOUCHER: &str = "shop.Voucher";

fn open(storage: &SharedStorage) -> App {
    App::new(AppConfig::default(), |_| Box::new(storage.clone())).unwrap()
}

/// A storage, and an app over it with vouchers that have codes of their own.
pub fn vouchers() -> (SharedStorage, App) {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let app = open(&storage);
    app.deploy(package().unique(VOUCHER, ["Code"])).unwrap();
    (storage, app)
}

fn issue(app: &App, name: &str, id: i64, code: i32) -> Result<(), String> {
    let value = 5;
    let args = NewVoucher { id, code, value };
    let request = Request::new("shop", name, &args).workspace(1);
    match app.command(request) {
        Ok(_) => Ok(()),
        Err(InvokeError::Extension(refusal)) => match refusal.error.kind {
            ErrorKind::Extension { text, .. } => Err(text),
            kind => Err(kind.to_string()),
        },
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn a_code_is_issued_once() {
    let (_, app) = vouchers();
    assert_eq!(issue(&app, "IssueOnce", 1, 7), Ok(()));
    assert_eq!(
        issue(&app, "IssueOnce", 2, 7),
        Err("voucher 1 has this code".into())
    );
    assert_eq!(
        issue(&app, "Issue", 2, 7),
        Err(
            "state: intent 0: shop.Voucher {ID: 2}: {Code: 7} is unique, and shop.Voucher {ID: 1} \
             has it already (ABI.md, section 7)"
                .into()
        )
    );
    assert_eq!(issue(&app, "Issue", 2, 8), Ok(()));
    // Updates to a code that is in use, to its own, and to a free one; then the old one is free
    // again.
    issue(&app, "Issue", 2, 7).unwrap_err();
    assert_eq!(issue(&app, "Issue", 2, 8), Ok(()));
    assert_eq!(issue(&app, "Issue", 1, 9), Ok(()));
    assert_eq!(issue(&app, "IssueOnce", 2, 7), Ok(()));
}

#[test]
fn what_is_unique_stays_so_in_a_later_process() {
    let (storage, app) = vouchers();
    issue(&app, "IssueOnce", 1, 7).unwrap();
    app.finish();
    let app = open(&storage);
    // A package without the declaration changes nothing.
    app.deploy(package()).unwrap();
    assert_eq!(
        issue(&app, "IssueOnce", 2, 7),
        Err("voucher 1 has this code".into())
    );
    issue(&app, "Issue", 2, 7).unwrap_err();
    assert_eq!(issue(&app, "IssueOnce", 2, 8), Ok(()));
}

#[test]
fn a_look_up_of_what_is_not_declared_ends_the_run() {
    let app = App::in_memory(AppConfig::default()).unwrap();
    app.deploy(package()).unwrap();
    let error = issue(&app, "IssueOnce", 1, 7).unwrap_err();
    assert!(
        error.contains("no fields of shop.Voucher are declared unique"),
        "{error}"
    );
    assert!(error.contains("Package::unique"), "{error}");
}

#[test]
fn unique_fields_that_cannot_be_kept_are_refused() {
    let app = App::in_memory(AppConfig::default()).unwrap();
    let refused = |package| app.deploy(package).unwrap_err().to_string();
    let text = refused(package().unique("shop.Vouchers", ["Code"]));
    assert!(text.contains("found the entity shop.Vouchers"), "{text}");
    let text = refused(package().unique(VOUCHER, ["Cod"]));
    assert!(text.contains("Cod is not one of its fields"), "{text}");
    let text = refused(package().unique(VOUCHER, [""; 0]));
    assert!(text.contains("at least one"), "{text}");
    let text = refused(package().unique("shop.Day", ["Orders"]));
    assert!(text.contains("cannot have unique fields"), "{text}");
    // Records may exist once the entity is deployed.
    app.deploy(package()).unwrap();
    let text = refused(package().unique(VOUCHER, ["Code"]));
    assert!(text.contains("cannot become unique"), "{text}");
}

#[test]
fn workspaces_have_codes_of_their_own() {
    let (_, app) = vouchers();
    for workspace in 1..=3 {
        let args = NewVoucher {
            id: 1,
            code: 7,
            value: 5,
        };
        let request = Request::new("shop", "IssueOnce", &args).workspace(workspace);
        app.command(request).unwrap();
    }
}

/// The voucher that a look-up finds, and the least one that has the code.
fn found_and_expected(state: &mut HostState, code: i32) -> (Option<i64>, Option<i64>) {
    let id = |value: Option<Value<'_>>| match value {
        Some(Value::Id(id)) => Some(id),
        _ => None,
    };
    let rows = state.rows(Storage::Record, VOUCHER).unwrap();
    let mut rows = rows
        .iter()
        .map(|(key, value)| (key.as_ref(), value.as_ref()));
    let expected = rows.find(|(_, value)| value.get("Code") == Some(Value::I32(code)));
    let mut key = RecordBuilder::new();
    key.put("Code", Value::I32(code));
    let key = key.build().unwrap();
    let key = KeyRef {
        storage: Storage::Uniq,
        entity: VOUCHER,
        record: key.as_ref(),
        range: heeus_abi::KeyRange::ALL,
    };
    let found = state.begin_run(ExtensionKind::Query).get(&key).unwrap();
    (
        found.and_then(|found| id(found.value().get("ID"))),
        expected.and_then(|(key, _)| id(key.get("ID"))),
    )
}

#[test]
fn whenever_the_process_ends_the_index_fits_the_records() {
    let (history, states) = History::new();
    let mut storage = Some(Box::new(history) as Box<dyn storage::Storage>);
    let app = App::new(AppConfig::default(), |_| storage.take().unwrap()).unwrap();
    app.deploy(package().unique(VOUCHER, ["Code"])).unwrap();
    let mut issued = 0;
    for step in 0..60i64 {
        // Some codes are free and some are taken.
        let (id, code) = (
            step * 7 % 11,
            i32::try_from((step * step + step / 4) % 13).unwrap(),
        );
        issued += usize::from(issue(&app, "Issue", id, code).is_ok());
    }
    app.finish();
    assert!((20..60).contains(&issued), "{issued}");
    let states = states.all();
    assert!(states.len() > issued, "{}", states.len());
    let mut found = 0;
    for (at, state) in states.into_iter().enumerate() {
        let mut state = HostState::with_storage(Box::new(state));
        state.load_schema().unwrap();
        if !state.entities().any(|entity| entity.name == VOUCHER) {
            continue;
        }
        state.enter(1).unwrap();
        for code in 0..13 {
            let (is, expected) = found_and_expected(&mut state, code);
            assert_eq!(is, expected, "code {code} after write {at}");
            found += usize::from(is.is_some());
        }
    }
    assert!(found > 100, "{found}");
}
