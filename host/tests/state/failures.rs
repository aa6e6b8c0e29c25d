//! Calls that a test makes fail with a code.

use heeus_abi::{ExtensionKind, GetCode, ReadCode, Storage, Value};
use heeus_host::state::{ReadError, Reader};
use heeus_host_testkit::Failure;

use crate::support::{Faked, ORDERS, get, put, put_order, read_all_of, shop};

fn state() -> Faked {
    let mut state = shop();
    for day in 1..=5 {
        put_order(&mut state, day, i64::from(day));
    }
    state
}

const VIEW: (Storage, &str) = (Storage::View, ORDERS);

/// The answer to a get of the first day.
fn first(reader: &Reader) -> Result<(), ReadError> {
    let key = crate::support::order_key(2026, 7, 1);
    let found = get(reader, VIEW, &key)?;
    found
        .map(|_| ())
        .ok_or(ReadError::NotExists("really".into()))
}

#[test]
fn the_nth_get_has_every_code() {
    let mut state = state();
    let text = || "call 2 of HostGetElem fails, as the test arranged".to_owned();
    let codes = [
        (GetCode::Exists, Ok(())),
        (GetCode::NotExists, Err(ReadError::NotExists(text()))),
        (GetCode::InvalidKey, Err(ReadError::InvalidKey(text()))),
        (GetCode::Io, Err(ReadError::Io(text()))),
        (GetCode::NoMemory, Err(ReadError::NoMemory(text()))),
    ];
    assert_eq!(codes.len(), GetCode::ALL.len());
    for (code, answer) in codes {
        state.clear_failures();
        state.fail(Failure::get(2, code));
        // Each run counts by itself, even with the reader of the run before.
        for _ in 0..2 {
            let reader = state.begin_run(ExtensionKind::Query);
            let answers = [(); 3].map(|()| first(&reader.clone()));
            assert_eq!(answers, [Ok(()), answer.clone(), Ok(())], "{code}");
            drop(reader);
            state.discard();
        }
    }
    state.clear_failures();
    let reader = state.begin_run(ExtensionKind::Query);
    assert_eq!([(); 3].map(|()| first(&reader)), [Ok(()), Ok(()), Ok(())]);
}

/// The number of days that a read delivers, and its end.
fn read(reader: &Reader, most: usize) -> (usize, Result<(), ReadError>) {
    let none = crate::support::record(&[]);
    let key = crate::support::key_ref(VIEW.0, VIEW.1, &none);
    let mut seen = 0;
    let read = reader.read(&key, &mut |_, _| {
        seen += 1;
        if seen == most {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    });
    (seen, read)
}

#[test]
fn the_nth_read_has_every_code_after_some_elements() {
    let mut state = state();
    let text = || "call 1 of HostReadElems fails, as the test arranged".to_owned();
    let codes = [
        (ReadCode::Done, Ok(())),
        (ReadCode::InvalidKey, Err(ReadError::InvalidKey(text()))),
        (ReadCode::Io, Err(ReadError::Io(text()))),
        (ReadCode::NoMemory, Err(ReadError::NoMemory(text()))),
        (ReadCode::NoRanges, Err(ReadError::NoRanges(text()))),
    ];
    assert_eq!(codes.len(), ReadCode::ALL.len());
    for (code, answer) in codes {
        for (after, delivered) in [(0, 0), (1, 1), (3, 3), (5, 5), (9, 5)] {
            state.clear_failures();
            state.fail(Failure::read(1, code).after(after));
            let reader = state.begin_run(ExtensionKind::Query);
            assert_eq!(first(&reader), Ok(()), "a get is no read");
            let ended = (delivered, answer.clone());
            assert_eq!(read(&reader, 0), ended, "{code} after {after}");
            assert_eq!(read(&reader, 0), (5, Ok(())), "only the first");
        }
    }
    state.clear_failures();
    state.fail(Failure::read(1, ReadCode::Io).after(3));
    for most in [2, 3] {
        let reader = state.begin_run(ExtensionKind::Query);
        assert_eq!(read(&reader, most), (most, Ok(())), "who ends it is done");
    }
}

#[test]
fn calls_are_counted_by_storage_where_that_is_wanted() {
    let mut state = state();
    let secret = [("Secret", Value::Str("s"))];
    let place = (Storage::AppSecret, "");
    put(&mut state, place, &secret, &secret).expect("a secret");
    state.fail(Failure::get(2, GetCode::Io).of(Storage::AppSecret));
    state.fail(Failure::get(2, GetCode::NoMemory).of(Storage::View));
    state.fail(Failure::get(4, GetCode::InvalidKey));
    state.fail(Failure::get(4, GetCode::NotExists).of(Storage::View));
    let reader = state.begin_run(ExtensionKind::Query);
    assert!(get(&reader, place, &secret).is_ok());
    assert_eq!(first(&reader), Ok(()));
    let text = "call 2 of HostGetElem for sys.View fails, as the test arranged";
    assert_eq!(first(&reader), Err(ReadError::NoMemory(text.into())));
    // It is the second call for the storage and the fourth of all; the failure that was arranged
    // first decides.
    let text = "call 2 of HostGetElem for sys.AppSecret fails, as the test arranged";
    assert_eq!(
        get(&reader, place, &secret),
        Err(ReadError::Io(text.into()))
    );
    assert_eq!(first(&reader), Ok(()));
    assert!(matches!(first(&reader), Err(ReadError::NotExists(_))));
}

#[test]
fn what_ends_a_run_is_not_counted_and_not_hidden() {
    let mut state = state();
    state.fail(Failure::get(1, GetCode::Io));
    let reader = state.begin_run(ExtensionKind::Query);
    let forbidden = get(&reader, (Storage::Event, ""), &[]);
    assert!(matches!(forbidden, Err(ReadError::Forbidden(_))));
    assert!(matches!(first(&reader), Err(ReadError::Io(_))));
}

#[test]
fn a_request_that_is_to_fail_is_not_made() {
    let mut state = state();
    let url = [("Url", Value::Str("https://heeus.com"))];
    let http = (Storage::Http, "");
    put(&mut state, http, &url, &[("StatusCode", Value::I32(200))]).expect("an answer");
    state.fail(Failure::read(1, ReadCode::Io).of(Storage::Http));
    state.fail(Failure::read(2, ReadCode::Io).after(1));
    let reader = state.begin_run(ExtensionKind::Job);
    assert!(read_all_of(&reader, http, &url).is_err());
    assert!(state.http_requests().is_empty());
    assert!(
        read_all_of(&reader, http, &url).is_err(),
        "after the response"
    );
    assert_eq!(state.http_requests().len(), 1);
    assert!(read_all_of(&reader, http, &url).is_ok());
}
