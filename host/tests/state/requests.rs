//! Storages that answer requests: sys.Http and sys.FederationCommand. Requests are recorded, and
//! sent nowhere.

use heeus_abi::{ArrayBuf, ExtensionKind, Items, RecordBuf, Storage, Value};
use heeus_host::state::{LimitBroken, LimitKind, ReadError, Reader, StateLimits};

use crate::support::{Faked, Fields, put, read_all_of, record, shop, texts, without_section};

const HTTP: (Storage, &str) = (Storage::Http, "");
pub(super) const FEDERATION: (Storage, &str) = (Storage::FederationCommand, "");
const URL: (&str, Value<'_>) = ("Url", Value::Str("https://heeus.com/rates"));
const POST: (&str, Value<'_>) = ("Method", Value::Str("POST"));

fn body(body: &[u8]) -> (&str, Value<'_>) {
    ("Body", Value::Bytes(body))
}

pub(super) fn status(code: i32) -> (&'static str, Value<'static>) {
    ("StatusCode", Value::I32(code))
}

fn array(items: &ArrayBuf) -> Value<'_> {
    Value::Array(items.as_ref())
}

/// The single element of a request's answer: its key and the response.
fn request(reader: &Reader, key: Fields<'_>) -> Result<(RecordBuf, RecordBuf), ReadError> {
    let mut read = read_all_of(reader, HTTP, key)?;
    assert_eq!(read.len(), 1);
    Ok(read.remove(0))
}

/// The status in the answer to a request.
fn answered(reader: &Reader, key: Fields<'_>) -> i32 {
    let (_, value) = request(reader, key).expect("an answer");
    match value.as_ref().get("StatusCode") {
        Some(Value::I32(status)) => status,
        other => panic!("{other:?}"),
    }
}

/// The reason why a request is not answered.
fn unanswered(reader: &Reader, key: Fields<'_>) -> String {
    match request(reader, key) {
        Err(ReadError::Io(text)) => text,
        other => panic!("{other:?}"),
    }
}

pub(super) fn once(
    state: &mut Faked,
    (storage, _): (Storage, &str),
    key: Fields<'_>,
    value: Fields<'_>,
) {
    let (key, value) = (record(key), record(value));
    let put = state.put_once(storage, key.as_ref(), value.as_ref());
    put.expect("an answer");
}

#[test]
fn a_request_gets_the_response_and_is_kept() {
    let mut state = shop();
    let header = texts(&["Content-Type: text/plain"]);
    let accept = texts(&["Accept: */*"]);
    let response = [status(200), body(b"1.08"), ("Header", array(&header))];
    put(&mut state, HTTP, &[URL], &response).expect("an answer");
    let key = [
        URL,
        ("HTTPClientTimeoutMilliseconds", Value::I64(500)),
        ("HandleErrors", Value::Bool(false)),
        ("Header", array(&accept)),
        ("Method", Value::Str("GET")),
    ];
    for kind in [
        ExtensionKind::Query,
        ExtensionKind::Projector,
        ExtensionKind::Job,
    ] {
        let reader = state.begin_run(kind);
        let answer = (record(&key), record(&response));
        assert_eq!(request(&reader, &key), Ok(answer));
        assert_eq!(answered(&reader, &[URL]), 200, "given again and again");
        assert_eq!(state.http_requests(), [record(&key), record(&[URL])]);
    }
    state.discard();
    assert_eq!(state.http_requests().len(), 2, "also where the run failed");
    state.begin_run(ExtensionKind::Query);
    assert!(state.http_requests().is_empty(), "of one run only");
}

#[test]
fn a_request_without_an_answer_is_an_error_that_lists_the_answers() {
    let mut state = shop();
    let reader = state.begin_run(ExtensionKind::Query);
    assert_eq!(
        unanswered(&reader, &[URL]),
        "sys.Http: GET https://heeus.com/rates: no answer is arranged for it; none is arranged"
    );
    put(&mut state, HTTP, &[URL, POST], &[status(201)]).expect("an answer");
    let other = ("Url", Value::Str("https://heeus.com/time"));
    once(&mut state, HTTP, &[other], &[status(200)]);
    let reader = state.begin_run(ExtensionKind::Query);
    assert_eq!(answered(&reader, &[other]), 200);
    let typo = ("Url", Value::Str("https://heeus.com/rate"));
    assert_eq!(
        unanswered(&reader, &[typo, POST, body(b"x")]),
        "sys.Http: POST https://heeus.com/rate {Body: 1 bytes}: no answer is arranged for it; \
         arranged: POST https://heeus.com/rates, GET https://heeus.com/time (given); \
         did you mean https://heeus.com/rates?"
    );
    assert_eq!(
        unanswered(&reader, &[URL]),
        "sys.Http: GET https://heeus.com/rates: no answer is arranged for it; \
         arranged: POST https://heeus.com/rates, GET https://heeus.com/time (given)"
    );
    assert_eq!(state.http_requests().len(), 3, "what got no answer is kept");
    state.clear(Storage::Http).expect("clear");
    assert!(state.http_requests().is_empty());
    let text = unanswered(&state.begin_run(ExtensionKind::Query), &[URL, POST]);
    assert!(text.ends_with("none is arranged"), "{text}");
}

#[test]
fn which_answer_a_request_gets() {
    let mut state = shop();
    let header = texts(&["A: 1", "B: 2"]);
    let get = ("Method", Value::Str("GET"));
    put(&mut state, HTTP, &[URL, get], &[status(1)]).expect("stays");
    put(&mut state, HTTP, &[URL, get], &[status(200)]).expect("in its place");
    once(&mut state, HTTP, &[URL, get], &[status(503)]);
    once(&mut state, HTTP, &[URL, get], &[status(429)]);
    put(&mut state, HTTP, &[URL, POST, body(b"")], &[status(400)]).expect("an answer");
    put(&mut state, HTTP, &[URL, POST, body(b"x")], &[status(201)]).expect("an answer");
    let second = texts(&["B: 2"]);
    let key = [URL, POST, ("Header", array(&second))];
    put(&mut state, HTTP, &key, &[status(202)]).expect("an answer");

    let reader = state.begin_run(ExtensionKind::Job);
    let statuses = [(); 4].map(|()| answered(&reader, &[URL]));
    assert_eq!(
        statuses,
        [503, 429, 200, 200],
        "in their order, the last stays"
    );
    assert_eq!(
        answered(&reader, &[URL, POST]),
        400,
        "no body is an empty one"
    );
    assert_eq!(answered(&reader, &[URL, POST, body(b"x")]), 201);
    let headers = ("Header", array(&header));
    assert_eq!(answered(&reader, &[URL, POST, headers, body(b"y")]), 202);
    assert!(request(&reader, &[URL, POST, body(b"y")]).is_err());
    let reader = state.begin_run(ExtensionKind::Job);
    assert_eq!(answered(&reader, &[URL]), 200, "what was given is gone");
}

#[test]
fn a_server_that_does_not_answer() {
    let mut state = shop();
    let error = ("Error", Value::Str("connection refused"));
    put(&mut state, HTTP, &[URL], &[error]).expect("an answer");
    let reader = state.begin_run(ExtensionKind::Query);
    let text = "sys.Http: GET https://heeus.com/rates: connection refused";
    assert_eq!(unanswered(&reader, &[URL]), text);
    let handle = |handle| ("HandleErrors", Value::Bool(handle));
    let text = "sys.Http: GET https://heeus.com/rates {HandleErrors: false}: connection refused";
    assert_eq!(unanswered(&reader, &[URL, handle(false)]), text);
    let (_, value) = request(&reader, &[URL, handle(true)]).expect("it handles errors");
    assert_eq!(value, record(&[error]));
    let other = ("Url", Value::Str("https://x"));
    let text = unanswered(&reader, &[other, handle(true)]);
    assert!(text.contains("no answer is arranged"), "{text}");
}

#[test]
fn keys_and_values_of_requests_are_checked() {
    let mut state = shop();
    let reader = state.begin_run(ExtensionKind::Query);
    let refused = |key: Fields<'_>| match read_all_of(&reader, HTTP, key) {
        Err(ReadError::InvalidKey(text)) => without_section(&text),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(&[("Uri", Value::Str("x"))]),
        "sys.Http: key has no field Uri; declared: Method string, Url string, Header array, Body \
         bytes, HTTPClientTimeoutMilliseconds i64, HandleErrors bool; did you mean Url?"
    );
    assert_eq!(
        refused(&[URL, ("Body", Value::Str("x"))]),
        "sys.Http: key field Body: found string, expected bytes"
    );
    assert_eq!(
        refused(&[POST]),
        "sys.Http: key field Url is missing; required: Url string"
    );
    assert_eq!(
        refused(&[URL, ("Header", Value::I32(1))]),
        "sys.Http: key field Header: found i32, expected array"
    );
    let numbers = ArrayBuf::new(Items::I32(&[1])).expect("numbers");
    assert_eq!(
        refused(&[URL, ("Header", array(&numbers))]),
        "sys.Http: items of Header: found i32, expected string"
    );
    assert!(state.http_requests().is_empty(), "none was made");
}

#[test]
fn answers_are_checked_where_they_are_arranged() {
    let mut state = shop();
    let mut refused = |place, key: Fields<'_>, value: Fields<'_>| {
        let put = put(&mut state, place, key, value);
        put.expect_err("refused").to_string()
    };
    assert_eq!(
        refused(HTTP, &[URL], &[("Status", Value::I32(200))]),
        "sys.Http: value has no field Status; declared: StatusCode i32, Header array, Body bytes, \
         Error string"
    );
    assert_eq!(
        refused(HTTP, &[("Url", Value::I32(1))], &[status(200)]),
        "sys.Http: key field Url: found i32, expected string"
    );
    assert_eq!(
        refused((Storage::Http, "shop.Rates"), &[URL], &[status(200)]),
        "sys.Http has no entities, but the key names shop.Rates"
    );
    assert_eq!(
        refused(FEDERATION, &[], &[]),
        "sys.FederationCommand: value field StatusCode is missing; required: StatusCode i32"
    );
    let none = RecordBuf::default();
    let put = state.put_once(Storage::AppSecret, none.as_ref(), none.as_ref());
    assert_eq!(
        put.expect_err("no requests").to_string(),
        "sys.AppSecret is outside of the host: the state has no elements of it"
    );
    let rows = state.rows(Storage::Http, "").expect_err("no elements");
    assert_eq!(
        rows.to_string(),
        "sys.Http is outside of the host: the state has no elements of it"
    );
}

#[test]
fn requests_and_answers_count() {
    let mut state = shop();
    put(&mut state, HTTP, &[URL], &[status(200)]).expect("an answer");
    let reader = state.begin_run(ExtensionKind::Query);
    answered(&reader, &[URL]);
    let key = record(&[URL]).into_bytes().len() as u64;
    let value = record(&[status(200)]).into_bytes().len() as u64;
    assert_eq!((reader.reads(), reader.read_bytes()), (1, key + value));
    let broken = |what, limit| {
        let kind = ExtensionKind::Query;
        Err(ReadError::Limit(LimitBroken { what, kind, limit }))
    };
    let read_bytes = 2 * (key + value) - 1;
    state.set_limits(StateLimits {
        read_bytes,
        ..StateLimits::default()
    });
    let reader = state.begin_run(ExtensionKind::Query);
    answered(&reader, &[URL]);
    let over = request(&reader, &[URL]);
    assert_eq!(over, broken(LimitKind::ReadBytes, read_bytes));
    assert_eq!(state.http_requests().len(), 2, "the answer was too much");

    let request_bytes = 2 * (key + 128);
    state.set_limits(StateLimits {
        request_bytes,
        ..StateLimits::default()
    });
    for _ in 0..2 {
        let reader = state.begin_run(ExtensionKind::Query);
        answered(&reader, &[URL]);
        answered(&reader, &[URL]);
        let over = request(&reader, &[URL]);
        assert_eq!(over, broken(LimitKind::RequestBytes, request_bytes));
        assert_eq!(state.http_requests().len(), 2, "what is kept is limited");
    }
}

#[test]
fn what_a_request_says_is_shown_neutral_and_cut() {
    let mut state = shop();
    let url = "u\u{202e}\n\u{3164}".repeat(100_000);
    let reader = state.begin_run(ExtensionKind::Query);
    let refused = request(&reader, &[("Url", Value::Str(&url))]);
    let Err(ReadError::Io(text)) = refused else {
        panic!("{refused:?}")
    };
    let begin = r"sys.Http: GET u\u{202e}\n\u{3164}u\u{202e}";
    assert!(text.starts_with(begin), "{text}");
    let end = "(the rest is left out): no answer is arranged for it; none is arranged";
    assert!(text.len() < 1_000 && text.ends_with(end), "{text}");
}

#[test]
fn what_may_be_secret_in_a_request_is_not_shown() {
    let mut state = shop();
    let reader = state.begin_run(ExtensionKind::Query);
    for (url, shown) in [
        (
            "https://ann:pw@heeus.com:8080/a/b?token=x#y",
            "https://..@heeus.com:8080/a/b?..",
        ),
        ("https://heeus.com?token=x", "https://heeus.com?.."),
        ("https://heeus.com/a@b", "https://heeus.com/a@b"),
        ("heeus.com#x", "heeus.com?.."),
    ] {
        let headers = texts(&["Authorization: Bearer secret"]);
        let headers = ("Header", Value::Array(headers.as_ref()));
        let refused = request(&reader, &[("Url", Value::Str(url)), headers]);
        let text = refused.expect_err("nothing is arranged").to_string();
        let begin = format!("sys.Http: GET {shown} {{Header: 1 items}}: no answer");
        assert!(text.starts_with(&begin), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}
