//! A connection that ends at a time.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

/// Most bytes of a line.
const MOST_LINE: usize = 4096;

/// A connection, with or without TLS. No call of it lasts beyond its end.
pub(super) struct Stream {
    through: Through,
    /// Bytes that have arrived and were not read yet.
    arrived: Vec<u8>,
}

enum Through {
    Plain(Timed),
    Tls(Box<StreamOwned<ClientConnection, Timed>>),
}

/// A connection whose calls have the time that is left.
struct Timed {
    tcp: TcpStream,
    end: Instant,
}

impl Stream {
    /// Connects to the first address that answers.
    pub fn connect(addresses: &[SocketAddr], end: Instant) -> io::Result<Self> {
        let mut failed = ErrorKind::NotFound.into();
        let mut tries = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
        for address in addresses {
            match TcpStream::connect_timeout(address, left(end)? / tries) {
                Ok(tcp) => return Ok(Self::new(Through::Plain(Timed { tcp, end }))),
                Err(error) => failed = error,
            }
            tries -= 1;
        }
        Err(failed)
    }

    fn new(through: Through) -> Self {
        Self {
            through,
            arrived: Vec::new(),
        }
    }

    /// Returns the same connection with TLS.
    pub fn with_tls(self, config: &Arc<ClientConfig>, host: &str) -> io::Result<Self> {
        let Through::Plain(mut timed) = self.through else {
            return Ok(self);
        };
        // Whoever is on the way could have put such bytes in front of the encrypted ones.
        if !self.arrived.is_empty() {
            let reason = "the server sent more than the reply before TLS";
            return Err(io::Error::new(ErrorKind::InvalidData, reason));
        }
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        let connection = ClientConnection::new(Arc::clone(config), name);
        let mut connection = connection.map_err(io::Error::other)?;
        connection.complete_io(&mut timed)?;
        let stream = StreamOwned::new(connection, timed);
        Ok(Self::new(Through::Tls(Box::new(stream))))
    }

    /// Returns whether the server is on this machine.
    pub fn is_loopback(&self) -> bool {
        let tcp = match &self.through {
            Through::Plain(timed) => &timed.tcp,
            Through::Tls(stream) => &stream.sock.tcp,
        };
        tcp.peer_addr()
            .is_ok_and(|peer| peer.ip().to_canonical().is_loopback())
    }

    /// Returns whether the connection has TLS.
    pub fn is_tls(&self) -> bool {
        matches!(self.through, Through::Tls(_))
    }

    /// Sends all of a text.
    pub fn send(&mut self, text: &str) -> io::Result<()> {
        let sink: &mut dyn Write = match &mut self.through {
            Through::Plain(timed) => timed,
            Through::Tls(stream) => stream.as_mut(),
        };
        sink.write_all(text.as_bytes())?;
        sink.flush()
    }

    /// Reads a line, without its end.
    pub fn line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.arrived.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.arrived.drain(..=end).collect();
                let line = String::from_utf8_lossy(&line);
                return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
            }
            if self.arrived.len() > MOST_LINE {
                let reason = format!("a line has more than {MOST_LINE} bytes");
                return Err(io::Error::new(ErrorKind::InvalidData, reason));
            }
            let mut bytes = [0; 1024];
            let source: &mut dyn Read = match &mut self.through {
                Through::Plain(timed) => timed,
                Through::Tls(stream) => stream.as_mut(),
            };
            let read = source.read(&mut bytes)?;
            if read == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            self.arrived.extend_from_slice(&bytes[..read]);
        }
    }
}

/// The time until an end.
fn left(end: Instant) -> io::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    Ok(left)
}

/// A read or write that waited too long has another kind on Unix than on Windows.
fn timed_out(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::WouldBlock => ErrorKind::TimedOut.into(),
        _ => error,
    }
}

impl Read for Timed {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(left(self.end)?))?;
        self.tcp.read(bytes).map_err(timed_out)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(Some(left(self.end)?))?;
        self.tcp.write(bytes).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}
