//! Commands of other apps.

use std::time::Duration;

use heeus_abi::{EncodeError, RecordBuf, RecordBuilder, RecordRef, Value};
use heeus_host::external::{
    ExternalError, Federation, FederationAnswer, FederationCommand, HttpFederation,
};

use super::http_server::{Server, response};
use super::wire::{Identity, closed_port};

/// A command with some fields.
fn call(
    federation: &HttpFederation,
    fields: &[(&str, Value<'_>)],
    id: Option<&str>,
) -> Result<FederationAnswer, ExternalError> {
    let mut record = RecordBuilder::new();
    record.put("Command", Value::QName("orders.NewOrder"));
    for (name, value) in fields {
        record.put(name, *value);
    }
    let record: RecordBuf = record.build().expect("a key");
    let time = Duration::from_secs(5);
    federation.command(&FederationCommand::new(record.as_ref(), time, id))
}

fn federation(server: &Server) -> HttpFederation {
    HttpFederation::new(&server.url("/base/"), "acme", "shop").expect("a good URL")
}

const WORKSPACE: (&str, Value<'_>) = ("WSID", Value::I64(140_737_488_486_400));

#[test]
fn a_command_is_a_post_of_the_platform() {
    let server = Server::sends(response("200 OK", "", "{}"));
    let fields = [
        ("Owner", Value::Str("untill")),
        ("AppName", Value::Str("airs bp")),
        WORKSPACE,
        ("Token", Value::Str("a.b.c")),
        ("Body", Value::Str(r#"{"args":{"Year":2026}}"#)),
    ];
    call(&federation(&server), &fields, Some("7-1")).unwrap();
    let request = server.one();
    assert_eq!(
        request.line,
        "POST /base/api/v2/apps/untill/airs%20bp/workspaces/140737488486400/commands/\
         orders.NewOrder HTTP/1.1"
    );
    assert_eq!(request.body, br#"{"args":{"Year":2026}}"#);
    for (name, value) in [
        ("authorization", "Bearer a.b.c"),
        ("content-type", "application/json"),
        ("idempotency-key", "7-1"),
    ] {
        assert_eq!(request.header(name), Some(value));
    }
}

#[test]
fn a_command_without_a_workspace_goes_to_that_of_its_run() {
    let server = Server::sends(response("200 OK", "", "{}"));
    let mut record = RecordBuilder::new();
    record.put("Command", Value::QName("orders.NewOrder"));
    let record = record.build().unwrap();
    let command = FederationCommand::new(record.as_ref(), Duration::from_secs(5), None);
    let federation = federation(&server);
    federation.command(&command.called_in(Some(9))).unwrap();
    let request = server.one();
    assert!(request.line.contains("/workspaces/9/"), "{}", request.line);
}

#[test]
fn what_a_command_leaves_out_is_configured() {
    let server = Server::sends(response("200 OK", "", "{}"));
    let error = call(&federation(&server), &[], None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "command of another app: expected a workspace"
    );
    assert!(error.is_permanent());

    let configured = federation(&server).workspace(7).token("secret");
    assert!(!format!("{configured:?}").contains("secret"));
    let empty = [
        ("Owner", Value::Str("")),
        ("AppName", Value::Str("")),
        ("WSID", Value::I64(0)),
        ("Token", Value::Str("")),
        ("Body", Value::Str("")),
    ];
    for fields in [&[][..], &empty] {
        call(&configured, fields, None).unwrap();
    }
    let received = server.received();
    assert_eq!(received[0], received[1]);
    let request = &received[0];
    let line = "POST /base/api/v2/apps/acme/shop/workspaces/7/commands/orders.NewOrder HTTP/1.1";
    assert_eq!(request.line, line);
    assert_eq!(request.header("authorization"), Some("Bearer secret"));
    assert_eq!(request.header("idempotency-key"), None);
    assert_eq!(request.body, b"{}");

    let other = Server::sends(response("200 OK", "", "{}"));
    call(&federation(&other), &[WORKSPACE], None).unwrap();
    assert_eq!(other.one().header("authorization"), None);
}

#[test]
fn no_field_leads_elsewhere() {
    let server = Server::sends(response("200 OK", "", "{}"));
    let federation = federation(&server);
    for field in [
        ("Owner", Value::Str("..")),
        ("AppName", Value::Str(".")),
        ("Token", Value::Str("x\r\nHost: y")),
        ("WSID", Value::I64(-1)),
    ] {
        let error = call(&federation, &[WORKSPACE, field], None).unwrap_err();
        assert!(error.is_permanent(), "{error}");
    }
    assert_eq!(server.received().len(), 0);

    let fields = [WORKSPACE, ("Owner", Value::Str("../../x?y#z%2f\u{e9}"))];
    call(&federation, &fields, None).unwrap();
    let path = "/base/api/v2/apps/..%2F..%2Fx%3Fy%23z%252f%C3%A9/shop/";
    assert!(server.one().path().starts_with(path), "{:?}", server.one());
}

/// The record of an answer.
#[track_caller]
fn answers(status: &str, body: &str, expected: &str) {
    let server = Server::sends(response(status, "", body));
    let answer = call(&federation(&server), &[WORKSPACE], None);
    let record = answer.as_ref().map(FederationAnswer::record);
    let found = record.map(|record: RecordRef<'_>| format!("{record:?}"));
    assert_eq!(found.unwrap(), expected, "{body}");
}

#[test]
fn an_answer_becomes_a_record() {
    answers(
        "200 OK",
        r#"{"currentWLogOffset":13, "newIDs":{"1":322685000131212,"2":7}, "result":{
            "Int":42, "Neg":-1, "Float":1.5, "Round":2.0, "Exp":1e3, "Big":18446744073709551615,
            "Str":"tëxt", "Yes":true, "Null":null, "sys.QName":"app1pkg.Result",
            "Inner":{"A":1, "Deep":{}}, "Empty":[], "Ints":[1,2], "Floats":[1,2.5],
            "Strs":["a","b"], "Bools":[true,false], "Records":[{"A":1},{"A":2}]
        }}"#,
        "{\"NewIDs\": Record({\"1\": Id(322685000131212), \"2\": Id(7)}), \"Result\": Record({\
         \"Big\": F64(1.8446744073709552e19), \"Bools\": Array([Bool(true), Bool(false)]), \
         \"Exp\": F64(1000.0), \"Float\": F64(1.5), \"Floats\": Array([F64(1.0), F64(2.5)]), \
         \"Inner\": Record({\"A\": I64(1), \"Deep\": Record({})}), \"Int\": I64(42), \
         \"Ints\": Array([I64(1), I64(2)]), \"Neg\": I64(-1), \
         \"Records\": Array([Record({\"A\": I64(1)}), Record({\"A\": I64(2)})]), \
         \"Round\": F64(2.0), \"Str\": Str(\"tëxt\"), \"Strs\": Array([Str(\"a\"), Str(\"b\")]), \
         \"Yes\": Bool(true), \"sys.QName\": Str(\"app1pkg.Result\")}), \"StatusCode\": I32(200)}",
    );
    // The names as older servers write them.
    answers(
        "200 OK",
        r#"{"CurrentWLogOffset":1,"NewIDs":{"1":2},"Result":{"A":1}}"#,
        "{\"NewIDs\": Record({\"1\": Id(2)}), \"Result\": Record({\"A\": I64(1)}), \
         \"StatusCode\": I32(200)}",
    );
    let status = r#"{"StatusCode": I32(200)}"#;
    for body in [
        "",
        "{}",
        r#"{"result":null}"#,
        "[1]",
        r#"{"currentWLogOffset":1}"#,
    ] {
        answers("200 OK", body, status);
    }
}

#[test]
fn a_status_is_an_answer_whatever_is_in_it() {
    for (status, code) in [
        ("400 Bad Request", 400),
        ("403 Forbidden", 403),
        ("404 Not Found", 404),
        ("409 Conflict", 409),
        ("500 Internal Server Error", 500),
        ("503 Service Unavailable", 503),
        ("302 Found", 302),
    ] {
        for body in ["", "<html>", r#"{"status":403,"message":"no"}"#] {
            answers(status, body, &format!(r#"{{"StatusCode": I32({code})}}"#));
        }
    }
}

#[test]
fn what_is_no_answer_is_an_error() {
    let deep = format!(r#"{{"result":{}1{}}}"#, r#"{"A":"#.repeat(9), "}".repeat(9));
    let wide: Vec<String> = (0..1025).map(|at| format!(r#""F{at}":1"#)).collect();
    let wide = format!(r#"{{"result":{{{}}}}}"#, wide.join(","));
    let endless = "[".repeat(100_000);
    for (body, reason) in [
        ("<html>", "it is no JSON"),
        (r#"{"result":"#, "it is no JSON"),
        (&endless, "it is no JSON"),
        (r#"{"result":7}"#, "result is no object"),
        (r#"{"newIDs":[1]}"#, "newIDs is no object"),
        (r#"{"newIDs":{"1":"x"}}"#, r#"field "1": expected an id"#),
        (
            r#"{"result":{"A":[1,"x"]}}"#,
            r#"field "A": expected an array of one type"#,
        ),
        (
            r#"{"result":{"A":[{},null]}}"#,
            r#"field "A": expected an array of one type"#,
        ),
        (
            r#"{"result":{"A":[[1]]}}"#,
            r#"field "A": expected an array of one type"#,
        ),
        (r#"{"result":{"":1}}"#, EncodeError::Name.text()),
        (&deep, EncodeError::TooDeep.text()),
        (&wide, EncodeError::TooManyFields.text()),
    ] {
        let server = Server::sends(response("200 OK", "", body));
        let error = call(&federation(&server), &[WORKSPACE], None).unwrap_err();
        let text = error.to_string();
        let begin = format!("answer of orders.NewOrder: {reason}");
        assert!(text.starts_with(&begin), "{text}");
        assert!(!error.is_permanent());
    }
    let closed = format!("http://127.0.0.1:{}", closed_port());
    let federation = HttpFederation::new(&closed, "acme", "shop").unwrap();
    let error = call(&federation, &[WORKSPACE], None).unwrap_err();
    assert!(!error.is_permanent(), "{error}");
    let server = Server::sends(response("200 OK", "", r#"{"result":{"A":"long"}}"#));
    let error = call(&self::federation(&server).max_body(10), &[WORKSPACE], None).unwrap_err();
    assert!(error.to_string().contains("more than 10 bytes"), "{error}");
}

#[test]
fn a_platform_may_have_tls_of_its_own() {
    let identity = Identity::of("localhost");
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let server = Server::with_tls(identity.clone(), answer);
    let url = format!("https://localhost:{}", server.port);
    let federation = || HttpFederation::new(&url, "acme", "shop").unwrap();
    assert!(call(&federation(), &[WORKSPACE], None).is_err());
    let trusting = federation().trust(&identity.pem).unwrap();
    assert!(call(&trusting, &[WORKSPACE], None).is_ok());
}

#[test]
fn a_base_is_a_url_without_query_and_user() {
    for base in [
        "",
        "cluster.example",
        "ftp://a/",
        "http://a/?b",
        "http://a/#b",
        "http://u:p@a/",
    ] {
        assert!(HttpFederation::new(base, "acme", "shop").is_err(), "{base}");
    }
}
