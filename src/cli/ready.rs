//! `openhuis ready`: for supervisors that can only start a program, such as a container's health check.
//! May import: config, cli.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::{Installation, Outcome, Unusable, installation, output};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// Ask the portal that serves with these settings on this machine whether it can do its work.
///
/// # Errors
/// Settings that cannot be used.
pub fn run(arguments: &Installation) -> Result<Outcome, Unusable> {
    let settings = installation::settings(arguments)?;
    Ok(match ask(here(settings.listen)) {
        Ok(status) if status.starts_with("HTTP/1.1 200 ") => Outcome::Good,
        Ok(status) => not_ready(&status),
        Err(error) => not_ready(&error.to_string()),
    })
}

fn not_ready(why: &str) -> Outcome {
    output::complain(&format!("not ready: {why}"));
    Outcome::Negative
}

/// Where a portal that listens everywhere can be reached from here.
fn here(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        named => named,
    };
    SocketAddr::new(ip, listen.port())
}

/// The first line of the answer.
fn ask(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_that_listens_everywhere_is_asked_on_this_machine() {
        for (listen, asked) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("10.0.0.7:80", "10.0.0.7:80")]
        {
            assert_eq!(here(listen.parse().unwrap()), asked.parse().unwrap());
        }
    }
}
