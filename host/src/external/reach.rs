//! The hosts and addresses that clients may reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::ExternalError;

/// The hosts and addresses that a client may reach.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach {
    pub private: bool,
    /// Addresses that are allowed whatever they are.
    pub addresses: Vec<IpAddr>,
    pub hosts: Option<Vec<String>>,
}

impl Reach {
    /// Allows these hosts alone.
    pub fn only<T: Into<String>>(&mut self, hosts: impl IntoIterator<Item = T>) {
        self.hosts = Some(hosts.into_iter().map(Into::into).collect());
    }

    /// Checks the name of a host.
    ///
    /// # Errors
    /// If it is not one of the allowed hosts.
    pub fn check_host(&self, host: &str) -> Result<(), ExternalError> {
        let Some(hosts) = &self.hosts else {
            return Ok(());
        };
        if hosts
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host))
        {
            return Ok(());
        }
        let reason = format!("host {host}: it is not one of the hosts that may be reached");
        Err(ExternalError::refused(reason))
    }

    /// Returns whether connections to an address are allowed.
    pub fn allows(&self, address: IpAddr) -> bool {
        self.private || is_public(address) || self.addresses.contains(&address)
    }
}

/// Returns whether an address belongs to a host of the internet, and to nothing inside of a network
/// or of a cloud.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

/// Blocks of IPv4 addresses that are not of the internet, with their numbers of fixed bits.
const SPECIAL: [(Ipv4Addr, u32); 16] = [
    // This network, this machine, the local network.
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Also the metadata of most clouds.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // Private networks, and those that the customers of a provider share.
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Assignments for protocols, relays from IPv6, benchmarks.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Documentation.
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Multicast, reserved, broadcast.
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    // The agent of Azure, which has a public address.
    (Ipv4Addr::new(168, 63, 129, 16), 32),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_in = |(block, bits): &(Ipv4Addr, u32)| {
        let [address, block] = [address, *block].map(|of| u32::from(of) >> (32 - bits));
        address == block
    };
    !SPECIAL.iter().any(is_in)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [high, low] = [6, 7].map(|at| address.segments()[at].to_be_bytes());
    match address.segments() {
        // An IPv4 address behind the prefix by which networks without IPv4 reach it.
        [0x64, 0xff9b, 0, 0, 0, 0, _, _] => {
            is_public_v4(Ipv4Addr::new(high[0], high[1], low[0], low[1]))
        }
        // Tunnels and assignments for protocols, documentation, tunnels over IPv4.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // All other addresses of the internet begin with the bits 001.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses of the internet, many of them beside a block that is none.
    const PUBLIC: &str = "\
        1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 169.253.255.255 \
        172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 \
        198.20.0.0 223.255.255.255 2000::1 2001:200::1 2606:4700::1111 3ffe::1 \
        64:ff9b::1.1.1.1 ::ffff:1.1.1.1";
    const OTHER: &str = "\
        0.0.0.0 10.1.2.3 100.100.100.200 127.0.0.1 127.255.255.255 168.63.129.16 \
        169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 \
        192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 \
        239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 \
        ::ffff:169.254.169.254 64:ff9b::10.0.0.1 64:ff9b::169.254.169.254 64:ff9b:1::1 \
        100::1 2001::1 2001:10::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 \
        fd00:ec2::254 fe80::1 fec0::1 ff02::1";

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for (addresses, expected) in [(PUBLIC, true), (OTHER, false)] {
            for text in addresses.split(' ') {
                let address: IpAddr = text.parse().unwrap();
                assert_eq!(is_public(address), expected, "{text}");
            }
        }
    }

    #[test]
    fn hosts_are_compared_without_case() {
        let mut reach = Reach::default();
        assert_eq!(reach.check_host("any.example"), Ok(()));
        reach.only(["Mail.example"]);
        assert_eq!(reach.check_host("mail.EXAMPLE"), Ok(()));
        assert!(reach.check_host("mail.example.org").is_err());
    }
}
