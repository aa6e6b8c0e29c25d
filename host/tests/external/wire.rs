//! Connections of the servers in these tests, with and without TLS.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A connection of a server.
pub trait Wire: Read + Write + Send {}
impl<T: Read + Write + Send> Wire for T {}

/// A connection from which lines are read.
pub type Lines = BufReader<Box<dyn Wire>>;

/// Accepts connections on a free port of 127.0.0.1 until the process ends, each in a thread.
/// Returns the port.
pub fn serve(on: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("a local address").port();
    let on = Arc::new(on);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let on = Arc::clone(&on);
            thread::spawn(move || on(stream));
        }
    });
    port
}

/// A port on which nobody listens.
pub fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a local address").port()
}

/// Waits, as a slow server does.
#[expect(
    clippy::disallowed_methods,
    reason = "a slow server is a matter of time"
)]
pub fn pause(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

/// Reads a line with its end; empty at the end of the connection.
pub fn line(lines: &mut Lines) -> String {
    let mut line = String::new();
    // A client that broke off ends the connection too.
    let _ = lines.read_line(&mut line);
    line
}

/// A certificate that its server signed itself.
#[derive(Clone)]
pub struct Identity {
    /// The certificate that a client must trust.
    pub pem: String,
    config: Arc<ServerConfig>,
}

impl Identity {
    /// Creates the certificate of a server with this name.
    pub fn of(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("known versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("a certificate with its key");
        Self {
            pem: made.cert.pem(),
            config: Arc::new(config),
        }
    }

    /// Puts TLS over a connection.
    pub fn wrap<T: Wire>(&self, stream: T) -> impl Wire + use<T> {
        let connection = ServerConnection::new(Arc::clone(&self.config)).expect("a connection");
        StreamOwned::new(connection, stream)
    }
}
