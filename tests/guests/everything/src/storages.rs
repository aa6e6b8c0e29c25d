//! Storages outside of the partition, and the answers to calls.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use heeus_abi::Value;
use heeus_sdk::untyped::{StateError, Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, QName, extension};

use crate::entities::{ARTICLE, DAYS};

/// Sums up the events of the log from `Offset` on, at most `Count`, and gets the first of them.
#[extension(kind = "query", name = "ReadLog")]
fn read_log(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let offset: i64 = args.get("Offset")?;
    let mut key = state.key_builder(Storage::WLog, "");
    key.put("Offset", offset);
    let first = state.can_exist(&key)?.map(|event| event.get("Offset"));
    let first: i64 = first.unwrap_or(Ok(-1))?;
    key.put("Count", args.get::<i64>("Count")?);
    let mut names = String::new();
    state.try_read(&key, |key, event| {
        let name: QName<'_> = event.get("QName")?;
        let written = write!(names, "{} {};", key.get::<i64>("Offset")?, name.0);
        written.map_err(|_| Error::from("no room"))
    })?;
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("First", first)
        .put("Names", names.as_str());
    Ok(())
}

/// Returns a secret, and the id of the article of a name.
#[extension(kind = "command", name = "LookUp")]
fn look_up(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut secret = state.key_builder(Storage::AppSecret, "");
    secret.put("Secret", args.get::<&str>("Secret")?);
    let secret = state.can_exist(&secret)?;
    let mut unique = state.key_builder(Storage::Uniq, ARTICLE);
    unique.put("Name", args.get::<&str>("Name")?);
    let article = state.can_exist(&unique)?;
    let result = state.key_builder(Storage::Result, "");
    let mut result = state.new_value(&result)?;
    if let Some(secret) = secret {
        result.put("Secret", secret.get::<&str>("Secret")?);
    }
    if let Some(article) = article {
        result.put("Article", article.get::<heeus_sdk::RecordId>("ID")?);
    }
    Ok(())
}

/// Posts a body and logs the response, with its own fields if it handles errors.
#[extension(kind = "job", name = "Post")]
fn post(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::Http, "");
    key.put("Method", "POST")
        .put("Url", args.get::<&str>("Url")?)
        .put("Header", &["Accept: */*", "X-Order: 1"])
        .put("Body", args.get::<&str>("Body")?.as_bytes())
        .put("HTTPClientTimeoutMilliseconds", 500_i64)
        .put("HandleErrors", true);
    state.try_read(&key, |key, response| {
        let mut line = String::from(key.get::<&str>("Url")?);
        for field in response.fields() {
            let written = match field.value {
                Value::I32(number) => write!(line, " {}={number}", field.name),
                Value::Str(text) => write!(line, " {}={text}", field.name),
                Value::Bytes(bytes) => {
                    let text = String::from_utf8_lossy(bytes);
                    write!(line, " {}={text}", field.name)
                }
                Value::Array(items) => write!(line, " {}={}", field.name, items.len()),
                _ => Ok(()),
            };
            written.map_err(|_| Error::from("no room"))?;
        }
        state.log(LogLevel::Info, &line);
        Ok::<(), Error>(())
    })
}

/// Calls a command elsewhere, and mails its outcome.
#[extension(kind = "projector", name = "CallAndMail")]
fn call_and_mail(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::FederationCommand, "");
    key.put("Owner", "heeus")
        .put("AppName", "shop")
        .put("WSID", 5_i64)
        .put("Token", "t")
        .put("Command", QName("shop.NewOrder"))
        .put("Body", "{}")
        .put("ExpectedCodes", "200,409");
    let answer = state.must_exist(&key)?;
    let status: i32 = answer.get("StatusCode")?;
    let ids: Option<WasmStateElement<'_>> = answer.find("NewIDs")?;
    let new = ids.map_or(0, |ids| ids.len());
    let mut subject = String::new();
    let written = write!(subject, "{status}, {new} new");
    written.map_err(|_| Error::from("no room"))?;
    let to: Vec<&str> = args.get::<&str>("To")?.split(' ').collect();
    let mut mail = state.key_builder(Storage::SendMail, "");
    mail.put("From", "shop@heeus.com")
        .put("To", to.as_slice())
        .put("CC", &["boss@heeus.com"])
        .put("Host", "smtp.heeus.com")
        .put("Port", 25)
        .put("Subject", subject.as_str());
    state.new_value(&mail)?;
    Ok(())
}

/// Uses each storage with a field that does not exist, or with a value of another type, and logs
/// the answers.
#[extension(kind = "projector", name = "WrongFields")]
fn wrong_fields(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    for (storage, entity, name) in [
        (Storage::WLog, "", "Offset"),
        (Storage::AppSecret, "", "Secret"),
        (Storage::Uniq, ARTICLE, "Name"),
        (Storage::Http, "", "Url"),
        (Storage::FederationCommand, "", "Command"),
    ] {
        for name in [name, "Nothing"] {
            let mut key = state.key_builder(storage, entity);
            key.put(name, 1.5);
            let told = match storage {
                Storage::Http => state.read(&key, |_, _| {}),
                _ => state.can_exist(&key).map(drop),
            };
            state.log(
                LogLevel::Info,
                told.map_or_else(StateError::text, |()| "fine"),
            );
        }
    }
}

/// Gets a day and reads all days, three times each. Logs the answers, for a read also the number of
/// elements before.
#[extension(kind = "query", name = "Told")]
fn told(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    let mut day = state.key_builder(Storage::View, DAYS);
    day.put("Year", 2026).put("Month", 1).put("Day", 1);
    let mut year = state.key_builder(Storage::View, DAYS);
    year.put("Year", 2026);
    for _ in 0..3 {
        let got = state.must_exist(&day).map(drop);
        state.log(
            LogLevel::Info,
            got.map_or_else(StateError::text, |()| "exists"),
        );
    }
    for _ in 0..3 {
        let mut delivered = 0;
        let read = state.read(&year, |_, _| delivered += 1);
        let mut line = String::new();
        let told = read.map_or_else(StateError::text, |()| "done");
        let written = write!(line, "{told} after {delivered}");
        debug_assert!(written.is_ok(), "writing to a String does not fail");
        state.log(LogLevel::Info, &line);
    }
}

/// Makes a request, although its kind must not.
#[extension(kind = "validator", name = "FetchInValidator")]
fn fetch_in_validator(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::Http, "");
    key.put("Url", "https://heeus.com");
    state.read(&key, |_, _| {})?;
    Ok(())
}

/// Sends a mail, although its kind must not.
#[extension(kind = "query", name = "MailInQuery")]
fn mail_in_query(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
    let mut mail = state.key_builder(Storage::SendMail, "");
    mail.put("From", "a").put("To", &["b"]).put("Host", "c");
    mail.put("Port", 25);
    state.new_value(&mail)?;
    Ok(())
}
