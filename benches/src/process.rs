//! A server as a process: when it answers, what it used of the processor, what it holds of memory.

use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::Wire;

/// A server that ends with the value.
pub struct Server {
    child: Child,
    pub port: u16,
}

/// A port that is free now.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

impl Server {
    /// Start `program` with arguments in which `PORT` becomes a free port, in an empty environment.
    pub fn start(program: &Path, arguments: &[&str]) -> io::Result<Self> {
        let port = free_port()?;
        let arguments = arguments.iter().map(|one| one.replace("PORT", &port.to_string()));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(program);
        command.args(arguments).env_clear().env("PATH", path).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self { child: command.spawn()?, port })
    }

    /// Wait for the first answer with this status; how long it took from `since`.
    pub fn answers(
        &mut self,
        path: &str,
        cookies: &str,
        status: u16,
        since: Instant,
    ) -> io::Result<Duration> {
        while since.elapsed() < Duration::from_secs(120) {
            if let Some(end) = self.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended: {end}")));
            }
            match Wire::new(self.port).ask("GET", path, cookies, "") {
                Ok(answer) if answer.status == status => return Ok(since.elapsed()),
                _ => std::thread::sleep(Duration::from_millis(1)),
            }
        }
        Err(io::Error::other(format!("no answer to {path}")))
    }

    /// Processor time so far, of its own code and of the kernel for it.
    pub fn cpu(&self) -> io::Result<Duration> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = text.rsplit(')').next().unwrap_or_default().split(' ');
        let ticks: u64 = fields.skip(12).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
        // Linux shows hundredths of a second here, whatever its own clock does.
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Resident memory in KiB.
    pub fn resident(&self) -> io::Result<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        Ok(line.and_then(|rest| rest.trim().split(' ').next()?.parse().ok()).unwrap_or(0))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
