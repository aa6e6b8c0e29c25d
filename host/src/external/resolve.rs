//! Addresses of hosts, looked up within a time.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
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
    /// Too many look-ups have no answer yet.
    Busy,
    /// None of its addresses may be reached.
    Refused,
}

impl Unresolved {
    /// The reason as text. It says nothing of the addresses, which the extension may not know.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Unknown => "its address is not found",
            Self::Late => "its address is not found in time",
            Self::Busy => "too many addresses are being looked up",
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

/// Most look-ups at a time. The system takes long for names that nobody answers for, and extensions
/// choose names and times.
const MOST: usize = 32;

/// The look-ups that have no answer yet.
static LOOKING: AtomicUsize = AtomicUsize::new(0);

/// A look-up that counts until it is dropped.
struct Looking;

impl Looking {
    fn begin() -> Option<Self> {
        let begun = LOOKING.fetch_update(Relaxed, Relaxed, |now| (now < MOST).then_some(now + 1));
        begun.is_ok().then(|| Self)
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        LOOKING.fetch_sub(1, Relaxed);
    }
}

/// Looks a name up in a thread of its own, since the system has no limit for it.
fn look_up(host: String, port: u16, time: Duration) -> Result<Vec<SocketAddr>, Unresolved> {
    let looking = Looking::begin().ok_or(Unresolved::Busy)?;
    let (answer, found) = mpsc::sync_channel(1);
    let look = move || {
        let addresses = (host.as_str(), port).to_socket_addrs();
        drop(looking);
        // Nobody waits for a late answer.
        let _ = answer.send(addresses.map(Vec::from_iter));
    };
    let thread = thread::Builder::new().name("look-up".to_owned());
    thread.spawn(look).map_err(|_| Unresolved::Unknown)?;
    let addresses = found.recv_timeout(time).map_err(|_| Unresolved::Late)?;
    let addresses = addresses.ok().filter(|addresses| !addresses.is_empty());
    addresses.ok_or(Unresolved::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nobody_answers_for_hold_a_limited_number_of_threads() {
        let time = Duration::from_mins(1);
        let reach = Reach {
            private: true,
            ..Reach::default()
        };
        let look = || resolve("localhost", 80, time, &reach);
        let held: Vec<Looking> = std::iter::from_fn(Looking::begin).take(2 * MOST).collect();
        assert!(held.len() <= MOST);
        assert!(matches!(look(), Err(Unresolved::Busy)));
        let of_address = resolve("127.0.0.1", 80, time, &reach);
        assert!(of_address.is_ok(), "it needs no look-up");
        drop(held);
        assert!(look().is_ok());
    }
}
