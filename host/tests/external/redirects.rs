//! Redirects.

use heeus_host::external::WebClient;

use super::http_server::{Received, Server, TestRequest, client, get, parts, response};

/// A server that redirects all paths but `/end`.
fn redirecting(
    status: &'static str,
    location: impl Fn(u16) -> String + Send + Sync + 'static,
) -> Server {
    Server::answers(move |request, out| {
        let host = request.header("host").unwrap_or_default();
        let port = host.rsplit(':').next().and_then(|port| port.parse().ok());
        let location = location(port.unwrap_or_default());
        let bytes = match request.path() {
            "/end" => response("200 OK", "", "the end"),
            _ => response(status, &format!("Location: {location}\r\n"), "elsewhere"),
        };
        drop(out.write_all(bytes.as_bytes()));
    })
}

fn lines(server: &Server) -> Vec<String> {
    server
        .received()
        .into_iter()
        .map(|request| request.line)
        .collect()
}

#[test]
fn a_redirect_is_followed_by_the_method_and_body_of_its_status() {
    for (status, method, next, has_body) in [
        ("301 Moved Permanently", "GET", "GET", false),
        ("301 Moved Permanently", "POST", "GET", false),
        ("302 Found", "POST", "GET", false),
        ("302 Found", "PUT", "PUT", true),
        ("303 See Other", "PUT", "GET", false),
        ("307 Temporary Redirect", "POST", "POST", true),
        ("308 Permanent Redirect", "DELETE", "DELETE", true),
    ] {
        let server = redirecting(status, |_| "../end".to_owned());
        let url = server.url("/a/begin");
        let body: &[u8] = if method == "GET" { b"" } else { b"args" };
        let ask = TestRequest {
            method: Some(method),
            headers: &["Content-Type: text/plain", "Authorization: Bearer x"],
            body,
            id: Some("7-1"),
            ..TestRequest::new(&url)
        };
        let (code, _, text) = parts(&ask.send(&client()).unwrap());
        assert_eq!((code, text.as_str()), (200, "the end"), "{status} {method}");
        let received = server.received();
        assert_eq!(received[0].line, format!("{method} /a/begin HTTP/1.1"));
        let second = &received[1];
        assert_eq!(second.line, format!("{next} /end HTTP/1.1"), "{status}");
        let (body, kind) = match has_body {
            true => (&b"args"[..], Some("text/plain")),
            false if method == "GET" => (&b""[..], Some("text/plain")),
            false => (&b""[..], None),
        };
        assert_eq!(second.body, body, "{status} {method}");
        // A GET keeps its headers.
        if !(status.starts_with("301") && method == "GET") {
            assert_eq!(second.header("content-type"), kind, "{status} {method}");
        }
        assert_eq!(second.header("authorization"), Some("Bearer x"));
        assert_eq!(second.header("idempotency-key"), Some("7-1"));
    }
}

#[test]
fn another_server_gets_no_credentials() {
    let other = Server::sends(response("200 OK", "", "other"));
    let port = other.port;
    let server = redirecting("307 Temporary Redirect", move |_| {
        format!("http://127.0.0.1:{port}/there")
    });
    let url = server.url("/");
    let ask = TestRequest {
        method: Some("POST"),
        headers: &[
            "Authorization: Bearer x",
            "Cookie: a=b",
            "X-Api-Key: x",
            "Accept: text/plain",
            "Content-Type: text/plain",
        ],
        body: b"args",
        id: Some("7-1"),
        ..TestRequest::new(&url)
    };
    ask.send(&client()).unwrap();
    let sent: Received = other.one();
    for secret in ["authorization", "cookie", "x-api-key"] {
        assert_eq!(sent.header(secret), None);
        assert!(server.one().header(secret).is_some());
    }
    assert_eq!(sent.header("accept"), Some("text/plain"));
    assert_eq!(sent.header("content-type"), Some("text/plain"));
    assert_eq!(sent.header("idempotency-key"), Some("7-1"));
    assert_eq!(sent.body, b"args");
}

#[test]
fn redirects_end() {
    let server = redirecting("302 Found", |_| "/again".to_owned());
    let error = get(&client(), &server.url("/")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "request to 127.0.0.1: more than 5 redirects"
    );
    assert_eq!(server.received().len(), 6);

    let client = client().max_redirects(1);
    let error = get(&client, &server.url("/")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "request to 127.0.0.1: more than 1 redirects"
    );

    let none = super::http_server::client().max_redirects(0);
    let (status, headers, body) = parts(&get(&none, &server.url("/")).unwrap());
    assert_eq!((status, body.as_str()), (302, "elsewhere"));
    assert_eq!(headers[0], "location: /again");
}

#[test]
fn the_address_of_each_redirect_is_checked() {
    let refused = "its address is not one of the internet, and others are not allowed";
    let client = WebClient::new().allow_addresses(["127.0.0.1".parse().unwrap()]);
    for host in ["127.0.0.2", "169.254.169.254", "[::1]"] {
        let server = redirecting("302 Found", move |port| format!("//{host}:{port}/end"));
        let error = get(&client, &server.url("/")).unwrap_err();
        assert_eq!(error.to_string(), format!("request to {host}: {refused}"));
        assert_eq!(lines(&server), ["GET / HTTP/1.1"]);
    }
    let client = super::http_server::client().only_hosts(["127.0.0.1"]);
    let server = redirecting("302 Found", |port| format!("http://localhost:{port}/end"));
    let error = get(&client, &server.url("/")).unwrap_err();
    let text = "host localhost: it is not one of the hosts that may be reached";
    assert_eq!(error.to_string(), text);
    assert_eq!(lines(&server), ["GET / HTTP/1.1"]);
}

#[test]
fn a_redirect_to_something_else_is_an_error() {
    for location in [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://",
        "mailto:a@b",
        "\u{1}",
    ] {
        let server = redirecting("302 Found", move |_| location.to_owned());
        let error = get(&client(), &server.url("/")).unwrap_err();
        assert!(
            error.to_string().starts_with("request to 127.0.0.1: "),
            "{error}"
        );
        assert_eq!(server.received().len(), 1, "{location}");
    }
}
