//! Requests that are wrong in themselves: nothing of them is sent.

use super::http_server::{Server, TestRequest, client, response};

const NO_LINE: &str = "request: a header is no line `Name: value`";
const NO_NAME: &str = "request: the name of a header has other characters than a name may have";

/// Sends a request with this header, alone and behind another.
#[track_caller]
fn refuses(header: &str, text: &str) {
    let server = Server::sends(response("200 OK", "", ""));
    let url = server.url("/");
    for headers in [&["A: b", header][..], &[header]] {
        let ask = TestRequest {
            headers,
            ..TestRequest::new(&url)
        };
        let error = ask.fails(&client());
        assert_eq!(error.to_string(), text, "{header:?}");
        assert!(error.is_permanent());
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn what_is_no_header_is_an_error() {
    for (header, text) in [
        ("no colon", NO_LINE),
        ("", NO_LINE),
        (": no name", NO_NAME),
        ("Two words: x", NO_NAME),
        ("X : y", NO_NAME),
        ("X\r\nHost: y", NO_NAME),
        ("\nX: y", NO_NAME),
    ] {
        refuses(header, text);
    }
    for value in [
        "a\r\nHost: b",
        "a\nb",
        "a\rb",
        "a\0",
        "a\u{7f}",
        "a\r\n\r\nGET / HTTP/1.1",
    ] {
        let text = "request: header x: its value has control characters";
        refuses(&format!("X: {value}"), text);
    }
}

#[test]
fn a_header_of_the_client_is_an_error() {
    for name in [
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
        "upgrade",
        "te",
        "trailer",
        "expect",
    ] {
        let text = format!("request: header {name}: only the client may set it");
        refuses(&format!("{name}: x"), &text);
        refuses(&format!("{}:", name.to_uppercase()), &text);
    }
}

#[test]
fn a_method_or_url_that_cannot_be_sent_is_an_error() {
    let server = Server::sends(response("200 OK", "", ""));
    let url = server.url("/");
    for method in ["", "A B", "GET / HTTP/1.1\r\nX: y", "G\u{e9}T", "CONNECT"] {
        let ask = TestRequest {
            method: Some(method),
            ..TestRequest::new(&url)
        };
        let text = "request: the method is none that can be sent";
        assert_eq!(ask.fails(&client()).to_string(), text, "{method:?}");
    }
    let injected = format!("{url} HTTP/1.1\r\nX: y");
    for url in [
        "",
        "/path",
        "127.0.0.1",
        "http://",
        "http:///path",
        "http://:80/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://a b/",
        &injected,
    ] {
        let error = TestRequest::new(url).fails(&client());
        let text = "request: the URL is none of http or https with a host and only characters of \
                    a URL";
        assert_eq!(error.to_string(), text, "{url:?}");
        assert!(error.is_permanent());
    }
    assert_eq!(server.received().len(), 0);
}

#[test]
fn errors_do_not_show_what_may_be_secret() {
    let server = Server::sends("garbage");
    let url = format!(
        "http://ann:pass-word@127.0.0.1:{}/?token=sesame",
        server.port
    );
    let ask = TestRequest {
        headers: &["X-Key: open"],
        ..TestRequest::new(&url)
    };
    let error = ask.fails(&client()).to_string();
    for secret in ["ann", "pass-word", "sesame", "open"] {
        assert!(!error.contains(secret), "{error}");
    }
    // Basic authentication, as the URL says.
    let sent = server.one();
    assert_eq!(
        sent.header("authorization"),
        Some("Basic YW5uOnBhc3Mtd29yZA==")
    );
    assert_eq!(sent.path(), "/?token=sesame");
}
