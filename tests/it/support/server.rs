//! The real program as a process that can be killed.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::client::Client;
use super::database::TestDatabase;

/// A running server.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Start on a database and the folder beside it; none when it ends before it listens.
    pub async fn start(store: &TestDatabase) -> Option<Self> {
        Self::start_with(store, &[]).await
    }

    /// The same with more in its environment.
    pub async fn start_with(store: &TestDatabase, more: &[(&str, &OsStr)]) -> Option<Self> {
        let folder = &store.folder;
        let log = OpenOptions::new().create(true).append(true).open(folder.join("server.log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
        command
            .arg("serve")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("OPENHUIS_PUBLIC_URL", "http://127.0.0.1")
            .env("OPENHUIS_DATA_DIR", folder)
            .env("OPENHUIS_DATABASE_URL", &store.address)
            .env("OPENHUIS_LISTEN", "127.0.0.1:0")
            .envs(more.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let said = actix_web::web::block(move || {
            let mut line = String::new();
            let _ = lines.read_line(&mut line);
            line
        });
        let line = said.await.unwrap();
        let address =
            line.strip_prefix("listening on ").and_then(|rest| rest.split(' ').next()?.parse().ok());
        if address.is_none() {
            let _ = child.wait();
        }
        Some(Self { child, address: address? })
    }

    /// Wait until it says that it can do its work.
    pub async fn is_ready(&self) {
        let client = Client::new(self.address);
        for _ in 0..200 {
            if let Ok(page) = client.try_send("GET", "/readyz", &[], "").await
                && page.status == 200
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server is not ready after ten seconds");
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
