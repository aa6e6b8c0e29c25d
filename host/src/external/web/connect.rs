//! Connections: addresses that are checked, and TLS.

use std::io::{Read, Write};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, TcpConnector,
    Transport, TransportAdapter,
};
use ureq::{Error, Timeout};

use super::super::reach::Reach;
use super::super::resolve::{Unresolved, resolve};

/// Most addresses of a host that are tried.
const MOST_ADDRESSES: usize = 16;

/// Looks hosts up, and keeps the addresses that may be reached.
#[derive(Debug)]
pub(super) struct Checked(pub Reach);

/// The reason why no address may be reached, in an error of the client.
#[derive(Debug)]
pub(super) struct Unreachable(pub Unresolved);

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.text())
    }
}

impl std::error::Error for Unreachable {}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        _config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let host = uri.host().ok_or(Error::HostNotFound)?;
        let is_tls = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let found = match resolve(host, port, *timeout.after, &self.0) {
            Ok(found) => found,
            Err(Unresolved::Late) => return Err(Error::Timeout(Timeout::Resolve)),
            Err(error) => return Err(Error::Other(Box::new(Unreachable(error)))),
        };
        let mut addresses = self.empty();
        for address in found.into_iter().take(MOST_ADDRESSES) {
            addresses.push(address);
        }
        Ok(addresses)
    }
}

/// Connects by TCP, and by TLS where the URL says so.
pub(super) fn connector(config: Arc<ClientConfig>) -> impl Connector {
    ().chain(TcpConnector::default())
        .chain(TlsConnector(config))
}

/// Puts TLS over a connection.
#[derive(Debug)]
struct TlsConnector(Arc<ClientConfig>);

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Either<In, Tls<In>>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let Some(transport) = chained else {
            return Ok(None);
        };
        if !details.needs_tls() {
            return Ok(Some(Either::A(transport)));
        }
        let host = details.uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| Error::Tls("a certificate cannot be for this host"))?;
        let mut connection = ClientConnection::new(Arc::clone(&self.0), name)
            .map_err(|error| Error::Other(Box::new(error)))?;
        let mut adapter = TransportAdapter::new(transport, Arc::clone(&details.current_time));
        adapter.set_timeout(details.timeout);
        connection.complete_io(&mut adapter)?;
        let config = details.config;
        Ok(Some(Either::B(Tls {
            buffers: LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size()),
            stream: StreamOwned::new(connection, adapter),
        })))
    }
}

/// A connection with TLS.
struct Tls<In: Transport> {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter<In>>,
}

impl<In: Transport> std::fmt::Debug for Tls<In> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

impl<In: Transport> Transport for Tls<In> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = &self.buffers.output()[..amount];
        Ok(self.stream.write_all(output)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let read = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}
