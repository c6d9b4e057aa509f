use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
};

/// The reverse proxies before this program, as addresses or networks: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. Only their
/// `X-Forwarded-For` and `X-Forwarded-Proto` are believed; anybody could write such headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    prefix: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address or network such as 10.0.0.7 or 10.0.0.0/8")]
pub struct NotAProxy(String);

/// Where a request came from, in its extensions.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    pub address: IpAddr,
    /// Over HTTPS, all the way to a proxy of ours.
    pub secure: bool,
}

impl Proxies {
    pub(super) fn sender_of(&self, request: &Request) -> Sender {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
        self.sender(peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), request.headers())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// From the right, since each proxy appends whom it heard: the first one that is not ours.
    fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> Sender {
        if !self.trusts(peer) {
            return Sender { address: peer, secure: false };
        }
        let chain = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let chain: Vec<&str> = chain.flat_map(|value| value.split(',')).map(str::trim).collect();
        let mut address = peer;
        for hop in chain.iter().rev() {
            let Ok(hop) = hop.parse::<IpAddr>() else { break };
            address = hop.to_canonical();
            if !self.trusts(address) {
                break;
            }
        }
        let protocol = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
        Sender { address, secure: protocol.is_some_and(|protocol| protocol.eq_ignore_ascii_case("https")) }
    }
}

impl FromStr for Proxies {
    type Err = NotAProxy;

    /// Separated by commas; nothing is nobody.
    fn from_str(text: &str) -> Result<Proxies, NotAProxy> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(Network::from_str).collect::<Result<_, _>>().map(Proxies)
    }
}

impl FromStr for Network {
    type Err = NotAProxy;

    fn from_str(text: &str) -> Result<Network, NotAProxy> {
        let wrong = || NotAProxy(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(whole);
        if prefix <= whole { Ok(Network { address, prefix }) } else { Err(wrong()) }
    }
}

impl Network {
    fn contains(self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                same_start(u128::from(own.to_bits()) << 96, u128::from(other.to_bits()) << 96, self.prefix)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => same_start(own.to_bits(), other.to_bits(), self.prefix),
            _ => false,
        }
    }
}

fn same_start(a: u128, b: u128, bits: u8) -> bool {
    bits == 0 || (a ^ b) >> (128 - u32::from(bits)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn sender(proxies: &str, peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let proxies: Proxies = proxies.parse().unwrap();
        proxies.sender(peer.parse().unwrap(), &headers).address.to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(sender("", "203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(sender("10.0.0.0/8", "10.1.2.3", "198.51.100.1"), "198.51.100.1");
        assert_eq!(sender("10.0.0.0/8", "10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9"), "198.51.100.1", "6.6.6.6 was made up");
        assert_eq!(sender("10.0.0.0/8", "10.1.2.3", "6.6.6.6, nonsense"), "10.1.2.3");
    }

    #[test]
    fn networks_are_written_with_a_prefix() {
        let proxies: Proxies = "127.0.0.1, fd00::/8".parse().unwrap();
        assert!(proxies.trusts("fd12:3456::1".parse().unwrap()));
        assert!(!proxies.trusts("127.0.0.2".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<Proxies>().is_err());
        assert!("proxy.local".parse::<Proxies>().is_err());
    }

    proptest! {
        #[test]
        fn proxies_are_read_or_refused(
            text in like(&["10.0.0.7, 10.0.0.0/8", "fd00::/8", "::ffff:10.0.0.1/128", "0.0.0.0/0"]), peer in any::<IpAddr>(),
        ) {
            match text.parse::<Proxies>() {
                Ok(proxies) => {
                    let _ = proxies.trusts(peer);
                    prop_assert!(proxies.0.iter().all(|network| network.contains(network.address)));
                }
                Err(NotAProxy(name)) => prop_assert!(text.contains(&name)),
            }
        }

        #[test]
        fn whoever_is_no_proxy_of_ours_is_who_they_are(
            forwarded in like(&["6.6.6.6, 198.51.100.1, 10.9.9.9", "::1", "10.0.0.1:80, unknown"]), peer in any::<IpAddr>(),
        ) {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
            if let Ok(value) = HeaderValue::from_bytes(forwarded.as_bytes()) {
                headers.insert("x-forwarded-for", value);
            }
            let proxies: Proxies = "10.0.0.0/8".parse().unwrap();
            let sender = proxies.sender(peer, &headers);
            prop_assert!(proxies.trusts(peer) || (sender.address == peer && !sender.secure));
            let _ = proxies.sender("10.1.2.3".parse().unwrap(), &headers);
        }
    }
}
