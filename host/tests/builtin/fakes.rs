//! Storages outside of the partition, and calls that are answered with each code.

use heeus_sdk::untyped::{StateError, WasmState, WasmStateElement};
use heeus_sdk::{Error, extension};

use crate::*;

/// Fetches a page, and calls a command with it.
#[extension(kind = "job", name = "FetchAndCall")]
fn fetch_and_call(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut page = state.key_builder(Storage::Http, "");
    page.put("Url", args.get::<&str>("Url")?);
    let mut text = String::new();
    state.try_read(&page, |_, response| {
        let body: &[u8] = response.get("Body")?;
        text.push_str(&String::from_utf8_lossy(body));
        Ok::<(), Error>(())
    })?;
    let mut command = state.key_builder(Storage::FederationCommand, "");
    command.put("Command", QName("shop.Set"));
    command.put("Body", text.as_str());
    let answer = state.must_exist(&command)?;
    let mut mail = state.key_builder(Storage::SendMail, "");
    mail.put("From", "a").put("To", &["b"]).put("Host", "c");
    mail.put("Port", answer.get::<i32>("StatusCode")?);
    state.new_value(&mail)?;
    Ok(())
}

/// Gets a day and reads all days, both twice, and logs the answers; for a read, also the number of
/// elements before.
#[extension(kind = "query", name = "Told")]
fn told(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    let mut day = state.key_builder(Storage::View, DAYS);
    day.put("Year", 2026).put("Day", 1);
    let all = state.key_builder(Storage::View, DAYS);
    for _ in 0..2 {
        let got = state.must_exist(&day).map(drop);
        let got = got.map_or_else(StateError::text, |()| "exists");
        state.log(LogLevel::Info, got);
        let mut delivered = 0;
        let read = state.read(&all, |_, _| delivered += 1);
        let read = read.map_or_else(StateError::text, |()| "done");
        state.log(LogLevel::Info, &format!("{read} after {delivered}"));
    }
}

fn lines(outcome: &Outcome) -> Vec<&str> {
    let lines = outcome.logs().iter();
    lines.map(|line| line.text.as_str()).collect()
}

#[test]
fn requests_commands_and_mails() {
    let mut kit = kit(1);
    let url = "https://heeus.com/rate";
    let args = || record! { Url: url };
    kit.http("GET", url, HttpAnswer::new(200).body("1.08"))
        .federation("shop.Set", CommandAnswer::new(200).when("Body", "1.08"));
    let letter = record! { From: "a", To: "b", Host: "c", Port: 200 };
    kit.run("FetchAndCall", args())
        .expect_intents([mail(letter.clone())]);
    kit.expect_http_requests([args()])
        .expect_federation_calls([record! { Command: QName("shop.Set"), Body: "1.08" }])
        .expect_mails([letter]);

    kit.http("GET", url, HttpAnswer::new(200).body("1.09").once());
    kit.run("FetchAndCall", args())
        .expect_error("i/o error")
        .expect_host_calls([
            r#"HostReadElems(sys.Http {Url: "https://heeus.com/rate"}) -> done, 1 delivered"#,
            "HostGetElem(sys.FederationCommand {Body: \"1.09\", Command: QName(\"shop.Set\")}) -> \
             i/o error: sys.FederationCommand: shop.Set {Body: \"1.09\"}: no answer is arranged \
             for it; arranged: shop.Set {Body: \"1.08\"}",
        ]);
    kit.expect_http_requests([args()]).expect_mails([]);
    kit.run("FetchAndCall", record! { Url: "https://x" })
        .expect_error("i/o error");
    kit.expect_federation_calls([]);
    works(&mut kit);
}

#[test]
fn every_code_of_a_get_reaches_the_extension() {
    let mut kit = kit(3);
    kit.limits(|limits| limits.reads_across_partitions = true);
    for (code, text) in [
        (GetCode::NotExists, "the element does not exist"),
        (GetCode::InvalidKey, "the key is invalid"),
        (GetCode::Io, "i/o error"),
        (GetCode::NoMemory, "memory could not be allocated"),
    ] {
        kit.clear_failures().fail_get(1, code);
        let run = kit.run("Told", record! {}).expect_ok();
        let expected = [text, "done after 3", "exists", "done after 3"];
        assert_eq!(lines(&run), expected);
        let call = run.host_calls()[0].to_string();
        let end = format!("-> {code}: call 1 of HostGetElem fails, as the test arranged");
        assert!(call.ends_with(&end), "{call}");
    }
}

#[test]
fn every_code_of_a_read_reaches_the_extension() {
    let mut kit = kit(3);
    kit.limits(|limits| limits.reads_across_partitions = true);
    for (code, text) in [
        (ReadCode::Done, "done"),
        (ReadCode::InvalidKey, "the key is invalid"),
        (ReadCode::Io, "i/o error"),
        (ReadCode::NoMemory, "memory could not be allocated"),
    ] {
        for after in 0..=3 {
            kit.clear_failures().fail_read_after(2, after, code);
            let run = kit.run("Told", record! {}).expect_ok();
            let last = format!("{text} after {after}");
            let expected = ["exists", "done after 3", "exists", &last];
            assert_eq!(lines(&run), expected);
        }
    }
}
