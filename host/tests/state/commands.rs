//! Commands of other apps: sys.FederationCommand. Calls are recorded, and sent nowhere.

use heeus_abi::{ExtensionKind, Value};
use heeus_host::state::ReadError;

use crate::requests::{FEDERATION, once, status};
use crate::support::{Fields, get, put, record, shop, without_section};

const COMMAND: (&str, Value<'_>) = ("Command", Value::QName("shop.NewOrder"));

#[test]
fn a_command_of_another_application_is_answered_and_kept() {
    let mut state = shop();
    let ids = record(&[("1", Value::Id(65_536))]);
    let answer = [status(200), ("NewIDs", Value::Record(ids.as_ref()))];
    put(&mut state, FEDERATION, &[COMMAND], &answer).expect("an answer");
    let wsid = ("WSID", Value::I64(5));
    once(&mut state, FEDERATION, &[COMMAND, wsid], &[status(409)]);
    let other = [
        COMMAND,
        wsid,
        ("ExpectedCodes", Value::Str("200, 409")),
        ("Body", Value::Str("{}")),
    ];
    for kind in [
        ExtensionKind::Query,
        ExtensionKind::Projector,
        ExtensionKind::Job,
    ] {
        let reader = state.begin_run(kind);
        let plain = get(&reader, FEDERATION, &[COMMAND]);
        assert_eq!(plain, Ok(Some(record(&answer))));
        let expected = match kind {
            ExtensionKind::Query => record(&[status(409)]),
            _ => record(&answer),
        };
        assert_eq!(get(&reader, FEDERATION, &other), Ok(Some(expected)));
        let calls = [record(&[COMMAND]), record(&other)];
        assert_eq!(state.federation_calls(), calls);
    }
    assert!(state.http_requests().is_empty());
}

#[test]
fn commands_that_fail() {
    let mut state = shop();
    put(&mut state, FEDERATION, &[COMMAND], &[status(403)]).expect("an answer");
    let reader = state.begin_run(ExtensionKind::Query);
    let failed = |key: Fields<'_>| match get(&reader, FEDERATION, key) {
        Err(ReadError::Io(text)) => text,
        other => panic!("{other:?}"),
    };
    let codes = |codes| ("ExpectedCodes", Value::Str(codes));
    assert_eq!(
        failed(&[COMMAND]),
        "sys.FederationCommand: shop.NewOrder: answered 403, expected 200"
    );
    assert_eq!(
        failed(&[COMMAND, codes("200,404")]),
        "sys.FederationCommand: shop.NewOrder {ExpectedCodes: \"200,404\"}: answered 403, expected \
         200,404"
    );
    assert!(get(&reader, FEDERATION, &[COMMAND, codes("403")]).is_ok());
    assert_eq!(
        failed(&[("Command", Value::QName("shop.NewOrders"))]),
        "sys.FederationCommand: shop.NewOrders: no answer is arranged for it; arranged: \
         shop.NewOrder; did you mean shop.NewOrder?"
    );
    assert_eq!(state.federation_calls().len(), 4);
    let refused = |key: Fields<'_>| match get(&reader, FEDERATION, key) {
        Err(ReadError::InvalidKey(text)) => without_section(&text),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(&[COMMAND, codes("200;404")]),
        "sys.FederationCommand: ExpectedCodes: found \"200;404\", expected numbers with commas \
         between them"
    );
    assert_eq!(
        refused(&[("Command", Value::Str("shop.NewOrder"))]),
        "sys.FederationCommand: key field Command: found string, expected qname"
    );
    assert_eq!(
        refused(&[COMMAND, ("Wsid", Value::I64(1))]),
        "sys.FederationCommand: key has no field Wsid; declared: Owner string, AppName string, \
         WSID i64, Token string, Command qname, Body string, ExpectedCodes string; did you mean \
         WSID?"
    );
    assert_eq!(
        refused(&[]),
        "sys.FederationCommand: key field Command is missing; required: Command qname"
    );
    assert_eq!(state.federation_calls().len(), 4, "those were not called");
}

#[test]
fn a_token_is_not_shown() {
    let mut state = shop();
    let reader = state.begin_run(ExtensionKind::Query);
    let token = [COMMAND, ("Token", Value::Str("secret"))];
    let text = get(&reader, FEDERATION, &token).expect_err("nothing is arranged");
    assert!(!text.to_string().contains("secret"), "{text}");
}
