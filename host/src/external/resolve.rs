//! Addresses of hosts, looked up within a time.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::reach::Reach;

/// The reason why a host has no address that may be reached.
#[derive(Debug)]
pub(super) enum Unresolved {
    /// There is no such host, or the system cannot look it up.
    Unknown,
    /// The look-up takes too long.
    Late,
    /// None of its addresses may be reached.
    Refused,
}

impl Unresolved {
    /// The reason as text. It says nothing of the addresses, which the extension may not know.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Unknown => "its address is not found",
            Self::Late => "its address is not found in time",
            Self::Refused => "its address is not one of the internet, and others are not allowed",
        }
    }
}

/// Returns the addresses of a host that may be reached: a connection to one of them needs no other
/// look-up, which could have another answer.
///
/// # Errors
/// [`Unresolved`] if there are none.
pub(super) fn resolve(
    host: &str,
    port: u16,
    time: Duration,
    reach: &Reach,
) -> Result<Vec<SocketAddr>, Unresolved> {
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let bare = bare.unwrap_or(host);
    let mut addresses = match bare.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::new(address, port)],
        Err(_) => look_up(bare.to_owned(), port, time)?,
    };
    addresses.retain(|address| reach.allows(address.ip()));
    if addresses.is_empty() {
        return Err(Unresolved::Refused);
    }
    Ok(addresses)
}

/// Looks a name up in a thread of its own, since the system has no limit for it.
fn look_up(host: String, port: u16, time: Duration) -> Result<Vec<SocketAddr>, Unresolved> {
    let (answer, found) = mpsc::sync_channel(1);
    let look = move || {
        let addresses = (host.as_str(), port).to_socket_addrs();
        // Nobody waits for a late answer.
        let _ = answer.send(addresses.map(Vec::from_iter));
    };
    let thread = thread::Builder::new().name("look-up".to_owned());
    thread.spawn(look).map_err(|_| Unresolved::Unknown)?;
    let addresses = found.recv_timeout(time).map_err(|_| Unresolved::Late)?;
    let addresses = addresses.ok().filter(|addresses| !addresses.is_empty());
    addresses.ok_or(Unresolved::Unknown)
}
