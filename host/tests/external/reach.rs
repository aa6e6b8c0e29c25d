//! Addresses and hosts that may be reached.

use std::process::Command;
use std::time::Duration;

use heeus_host::external::WebClient;

use super::http_server::{Server, TestRequest, client, get, parts, response};

#[test]
fn addresses_of_this_machine_and_its_networks_are_refused() {
    let server = Server::sends(response("200 OK", "", "secret"));
    let port = server.port;
    let client = WebClient::new();
    for host in [
        "127.0.0.1",
        // The name is allowed, its address is not: so a name that leads elsewhere at the next
        // look-up is no way around.
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "[::]",
        // Other ways to write 127.0.0.1.
        "2130706433",
        "0x7f000001",
        "127.1",
        "0177.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.100.100.200",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[64:ff9b::7f00:1]",
    ] {
        let url = format!("http://{host}:{port}/");
        let error = get(&client, &url).unwrap_err();
        let reason = "its address is not one of the internet, and others are not allowed";
        assert_eq!(error.to_string(), format!("request to {host}: {reason}"));
        assert!(error.is_refused() && error.is_permanent());
    }
    assert_eq!(server.received().len(), 0);
    let allowed = get(&super::http_server::client(), &server.url("/")).unwrap();
    assert_eq!(parts(&allowed).2, "secret");
}

#[test]
fn single_addresses_may_be_allowed() {
    let server = Server::sends(response("200 OK", "", "inside"));
    let client = WebClient::new().allow_addresses(["127.0.0.1".parse().unwrap()]);
    assert_eq!(parts(&get(&client, &server.url("/")).unwrap()).2, "inside");
    let other = format!("http://127.0.0.2:{}/", server.port);
    assert!(get(&client, &other).unwrap_err().is_permanent());
}

#[test]
fn only_some_hosts_may_be_allowed() {
    let server = Server::sends(response("200 OK", "", ""));
    let client = client().only_hosts(["LOCALHOST"]);
    let url = format!("http://localhost:{}/", server.port);
    get(&client, &url).unwrap();
    let error = get(&client, &server.url("/")).unwrap_err();
    let text = "host 127.0.0.1: it is not one of the hosts that may be reached";
    assert_eq!(error.to_string(), text);
    assert!(error.is_refused() && error.is_permanent());
    assert_eq!(server.received().len(), 1);
}

#[test]
fn a_host_without_an_address_is_an_error() {
    let ask = TestRequest {
        timeout: Duration::from_millis(200),
        ..TestRequest::new("http://no-such-host.invalid/")
    };
    let error = ask.fails(&client());
    // Where nothing answers look-ups, the time ends.
    let known = [
        "request to no-such-host.invalid: its address is not found",
        "request to no-such-host.invalid: no response in time",
    ];
    assert!(known.contains(&error.to_string().as_str()), "{error}");
    assert!(!error.is_permanent());
}

/// The name of the test that runs in a process of its own.
const PROXIES: &str = "reach::proxies_of_the_environment_are_not_used";
/// Set in that process.
const INSIDE: &str = "HEEUS_TEST_OF_PROXIES";

#[test]
fn proxies_of_the_environment_are_not_used() {
    let server = Server::sends(response("200 OK", "", "direct"));
    if std::env::var_os(INSIDE).is_some() {
        let answer = get(&client(), &server.url("/")).unwrap();
        assert_eq!(parts(&answer).2, "direct");
        return;
    }
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", PROXIES]).env(INSIDE, "1");
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"] {
        inner.env(name, server.url("/"));
    }
    let output = inner.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}"
    );
    assert_eq!(server.received().len(), 0);
}
