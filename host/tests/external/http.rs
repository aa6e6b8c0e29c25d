//! Requests and responses.

use std::time::{Duration, Instant};

use super::http_server::{Server, TestRequest, client, get, parts, response};
use super::wire::{closed_port, pause, serve};

#[test]
fn a_request_arrives_as_the_extension_wrote_it() {
    let server = Server::sends(response("201 Created", "X-One: 1\r\nx-one: 2\r\n", "done"));
    let url = server.url("/orders?year=2026");
    let answer = TestRequest {
        method: Some("POST"),
        headers: &["Content-Type: text/plain", "X-Key:\tä secret "],
        body: b"two pens",
        id: Some("7-1"),
        ..TestRequest::new(&url)
    };
    let (status, headers, body) = parts(&answer.send(&client()).unwrap());
    assert_eq!((status, body.as_str()), (201, "done"));
    assert_eq!(headers, ["x-one: 1", "x-one: 2", "content-length: 4"]);

    let request = server.one();
    assert_eq!(request.line, "POST /orders?year=2026 HTTP/1.1");
    assert_eq!(request.body, b"two pens");
    let host = format!("127.0.0.1:{}", server.port);
    let agent = concat!("heeus-host/", env!("CARGO_PKG_VERSION"));
    for (name, value) in [
        ("content-type", Some("text/plain")),
        ("x-key", Some("ä secret")),
        ("host", Some(host.as_str())),
        ("content-length", Some("8")),
        ("user-agent", Some(agent)),
        ("idempotency-key", Some("7-1")),
        ("accept-encoding", None),
        ("transfer-encoding", None),
    ] {
        assert_eq!(request.header(name), value, "{name}");
    }
}

#[test]
fn an_id_of_the_extension_stays() {
    let server = Server::sends(response("200 OK", "", ""));
    let url = server.url("/");
    let ask = TestRequest {
        headers: &["idempotency-key: mine"],
        id: Some("7-1"),
        ..TestRequest::new(&url)
    };
    ask.send(&client()).unwrap();
    let request = server.one();
    let ids = request
        .headers
        .iter()
        .filter(|(name, _)| name == "idempotency-key");
    assert_eq!(ids.map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["mine"]);
}

#[test]
fn each_status_is_an_answer() {
    for (status, body) in [
        ("200 OK", "fine"),
        ("204 No Content", ""),
        ("300 Multiple Choices", "choose"),
        ("302 Found", "nowhere"),
        ("304 Not Modified", ""),
        ("400 Bad Request", "no"),
        ("401 Unauthorized", "who?"),
        ("404 Not Found", "where?"),
        ("429 Too Many Requests", "later"),
        ("500 Internal Server Error", "oh"),
        ("503 Service Unavailable", "busy"),
        ("599 Unknown", "?"),
    ] {
        let has_body = !matches!(&status[..3], "204" | "304");
        let bytes = if has_body {
            response(status, "", body)
        } else {
            format!("HTTP/1.1 {status}\r\n\r\n")
        };
        let server = Server::sends(bytes);
        let (found, _, text) = parts(&get(&client(), &server.url("/")).unwrap());
        assert_eq!(
            (found.to_string().as_str(), text.as_str()),
            (&status[..3], body)
        );
    }
}

#[test]
fn methods_are_sent_as_they_are() {
    for (method, length) in [
        ("GET", None),
        ("DELETE", None),
        ("PUT", Some("0")),
        ("PATCH", Some("0")),
        ("PROPFIND", None),
        ("get", None),
    ] {
        let server = Server::sends(response("200 OK", "", "x"));
        let url = server.url("/");
        let ask = TestRequest {
            method: Some(method),
            ..TestRequest::new(&url)
        };
        let (_, _, body) = parts(&ask.send(&client()).unwrap());
        assert_eq!(body, "x");
        let request = server.one();
        assert_eq!(request.line, format!("{method} / HTTP/1.1"));
        assert_eq!(request.header("content-length"), length, "{method}");
    }
    for method in ["GET", "DELETE", "REPORT"] {
        let server = Server::sends(response("200 OK", "", ""));
        let url = server.url("/");
        let ask = TestRequest {
            method: Some(method),
            body: b"with a body",
            ..TestRequest::new(&url)
        };
        ask.send(&client()).unwrap();
        assert_eq!(server.one().body, b"with a body", "{method}");
    }
}

#[test]
fn a_head_has_no_body() {
    let server = Server::sends("HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n");
    let url = server.url("/");
    let ask = TestRequest {
        method: Some("HEAD"),
        ..TestRequest::new(&url)
    };
    let (status, headers, body) = parts(&ask.send(&client()).unwrap());
    assert_eq!((status, body.as_str()), (200, ""));
    assert_eq!(headers, ["content-length: 5000000000"]);
}

#[test]
fn bodies_end_in_each_way_of_http() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
                   3;x=y\r\none\r\n5\r\n, two\r\n0\r\nTrailer: x\r\n\r\n";
    for (bytes, body) in [
        (chunked, "one, two"),
        (
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end",
            "to the end",
        ),
        ("HTTP/1.0 200 OK\r\n\r\nold", "old"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "ok",
        ),
    ] {
        let server = Server::sends(bytes);
        let found = get(&client(), &server.url("/")).map(|answer| parts(&answer).2);
        assert_eq!(found.as_deref(), Ok(body), "{bytes:?}");
    }
}

#[test]
fn a_body_is_not_decompressed() {
    let server = Server::sends(response("200 OK", "Content-Encoding: gzip\r\n", "raw"));
    let (_, headers, body) = parts(&get(&client(), &server.url("/")).unwrap());
    assert_eq!(headers, ["content-encoding: gzip", "content-length: 3"]);
    assert_eq!(body, "raw");
}

#[test]
fn each_request_has_a_connection_of_its_own() {
    let server = Server::sends(response("200 OK", "", "again"));
    let client = client();
    for _ in 0..3 {
        let (_, _, body) = parts(&get(&client, &server.url("/")).unwrap());
        assert_eq!(body, "again");
    }
    let received = server.received();
    assert_eq!((received.len(), server.connections()), (3, 3));
    assert_eq!(received[0].header("connection"), Some("close"));
}

#[test]
fn a_body_over_the_limit_is_an_error() {
    let client = client().max_body(10);
    let whole = Server::sends(response("200 OK", "", "0123456789"));
    assert_eq!(
        parts(&get(&client, &whole.url("/")).unwrap()).2,
        "0123456789"
    );
    let more = Server::sends(response("200 OK", "", "0123456789a"));
    let error = get(&client, &more.url("/")).unwrap_err();
    let text = "request to 127.0.0.1: the response has more than 10 bytes";
    assert_eq!(error.to_string(), text);

    let endless = Server::answers(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while out.write_all(b"4\r\nmore\r\n").is_ok() {}
    });
    assert_eq!(
        get(&client, &endless.url("/")).unwrap_err().to_string(),
        text
    );
    // The default is more than enough for this one.
    let large = Server::sends(response("200 OK", "", &"x".repeat(4 << 20)));
    let (_, _, body) = parts(&get(&super::http_server::client(), &large.url("/")).unwrap());
    assert_eq!(body.len(), 4 << 20);
}

#[test]
fn a_server_that_takes_too_long_is_an_error() {
    let silent = serve(|stream| {
        pause(300);
        drop(stream);
    });
    let slow = Server::answers(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        for _ in 0..12 {
            let _ = out.write_all(b"x");
            let _ = out.flush();
            pause(20);
        }
    });
    let headers = Server::answers(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\n");
        for _ in 0..12 {
            let _ = out.write_all(b"X: y\r\n");
            pause(20);
        }
    });
    for port in [silent, slow.port, headers.port] {
        let url = format!("http://127.0.0.1:{port}/");
        let ask = TestRequest {
            timeout: Duration::from_millis(100),
            ..TestRequest::new(&url)
        };
        let begin = Instant::now();
        let error = ask.fails(&client());
        let took = begin.elapsed();
        assert_eq!(
            error.to_string(),
            "request to 127.0.0.1: no response in time"
        );
        assert!(!error.is_permanent());
        assert!(took >= Duration::from_millis(100), "{took:?}");
        assert!(took < Duration::from_secs(3), "{took:?}");
    }
    let url = slow.url("/");
    let none = TestRequest {
        timeout: Duration::ZERO,
        ..TestRequest::new(&url)
    };
    let text = "request to 127.0.0.1: no response in time";
    assert_eq!(none.fails(&client()).to_string(), text);
}

#[test]
fn a_server_that_is_no_server_is_an_error() {
    let url = format!("http://127.0.0.1:{}/", closed_port());
    let error = get(&client(), &url).unwrap_err();
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(!error.is_permanent());

    let long = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(70_000));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(200));
    for bytes in [
        "SSH-2.0-OpenSSH_9.6\r\n",
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 999999 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX\u{1b}[31m: y\r\n\r\n",
        &long,
        &many,
    ] {
        let server = Server::sends(bytes);
        let answer = get(&client(), &server.url("/"));
        let error = answer.map(|answer| parts(&answer)).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("request to 127.0.0.1: "), "{text}");
        assert!(!error.is_permanent(), "{text}");
        assert!(
            text.len() < 1000 && !text.chars().any(char::is_control),
            "{text:?}"
        );
    }
}
