//! TLS of the client for HTTP.

use heeus_host::external::WebClient;

use super::http_server::{Server, client, get, parts, response};
use super::wire::Identity;

const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";

#[test]
fn a_server_is_known_by_a_root() {
    let identity = Identity::of("localhost");
    let server = Server::with_tls(identity.clone(), ANSWER);
    let url = format!("https://localhost:{}/", server.port);
    let trusting = || client().trust(&identity.pem).unwrap();
    assert_eq!(parts(&get(&trusting(), &url).unwrap()).2, "secret");

    let error = get(&client(), &url).unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    // The certificate is for a name, not for the address.
    let address = format!("https://127.0.0.1:{}/", server.port);
    let error = get(&trusting(), &address).unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    assert_eq!(server.received().len(), 1);
}

#[test]
fn a_server_may_be_known_by_its_address() {
    let identity = Identity::of("127.0.0.1");
    let server = Server::with_tls(identity.clone(), ANSWER);
    let url = format!("https://127.0.0.1:{}/", server.port);
    let client = client().trust(&identity.pem).unwrap();
    assert_eq!(parts(&get(&client, &url).unwrap()).2, "secret");
}

#[test]
fn a_redirect_does_not_leave_tls() {
    let plain = Server::sends(ANSWER);
    let identity = Identity::of("127.0.0.1");
    let location = format!("Location: {}\r\n", plain.url("/"));
    let server = Server::with_tls(identity.clone(), response("307 Moved", &location, ""));
    let url = format!("https://127.0.0.1:{}/", server.port);
    let client = client().trust(&identity.pem).unwrap();
    let error = get(&client, &url).unwrap_err();
    let text = "request to 127.0.0.1: a redirect from https to http";
    assert_eq!(error.to_string(), text);
    assert!(plain.received().is_empty());

    let secure = Server::with_tls(identity, ANSWER);
    let location = format!("Location: https://127.0.0.1:{}/\r\n", secure.port);
    let begin = Server::sends(response("307 Moved", &location, ""));
    assert_eq!(parts(&get(&client, &begin.url("/")).unwrap()).2, "secret");
}

#[test]
fn a_server_without_tls_is_an_error() {
    let server = Server::sends(ANSWER);
    let url = format!("https://127.0.0.1:{}/", server.port);
    let error = get(&client(), &url).unwrap_err();
    assert!(!error.is_permanent(), "{error}");
}

#[test]
fn a_text_without_certificates_is_an_error() {
    let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["", "no certificate", garbage] {
        assert!(WebClient::new().trust(pem).is_err(), "{pem}");
    }
}
