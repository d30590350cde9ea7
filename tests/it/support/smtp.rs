//! A real SMTP server on loopback whose answers are scripted, and what it received.
//! May import: std, mailin.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use mailin::{Action, Handler, Response, SessionBuilder};

/// How the server treats one mail. Without a script it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Take it.
    Accept,
    /// Answer the recipient with this code.
    AtRecipient(u16),
    /// Answer the last byte with this code.
    AfterData(u16),
    /// Keep the mail and hang up without an answer.
    DropAfterData,
}

/// A mail as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The addresses it was handed over for.
    pub to: Vec<String>,
    /// Header and body, byte for byte.
    pub data: String,
}

/// The server; it stops when dropped.
pub struct SmtpServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Answer>,
    received: Vec<Received>,
    stopped: bool,
}

impl SmtpServer {
    /// A server on a free port that accepts everything.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if lock(&shared).stopped {
                    return;
                }
                let shared = Arc::clone(&shared);
                // A client that breaks off ends its own conversation only.
                thread::spawn(move || converse(&stream, &shared));
            }
        });
        Self { address, state }
    }

    /// Its address for the settings.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Treat the next mails like this, one answer each.
    pub fn script(&self, answers: &[Answer]) {
        lock(&self.state).script.extend(answers);
    }

    /// Everything received so far, refused mails excluded.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.state).received.clone()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        lock(&self.state).stopped = true;
        // Wakes the listener, so that it sees that it must stop.
        let _ = TcpStream::connect(self.address);
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("no test thread panicked with the mail server")
}

struct Conversation {
    state: Arc<Mutex<State>>,
    answer: Answer,
    to: Vec<String>,
    data: Vec<u8>,
}

impl Handler for Conversation {
    fn mail(&mut self, _: std::net::IpAddr, _: &str, _: &str) -> Response {
        self.answer = lock(&self.state).script.pop_front().unwrap_or(Answer::Accept);
        self.to.clear();
        self.data.clear();
        Response::custom(250, "OK".to_owned())
    }

    fn rcpt(&mut self, to: &str) -> Response {
        self.to.push(to.to_owned());
        match self.answer {
            Answer::AtRecipient(code) => Response::custom(code, "scripted for the recipient".to_owned()),
            _ => Response::custom(250, "OK".to_owned()),
        }
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.data.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if let Answer::AfterData(code) = self.answer {
            return Response::custom(code, "scripted after the data".to_owned());
        }
        let data = String::from_utf8_lossy(&self.data).into_owned();
        let mut state = lock(&self.state);
        state.received.push(Received { to: self.to.clone(), data });
        let number = state.received.len();
        match self.answer {
            // 421 is this conversation's sign to hang up; it is not sent.
            Answer::DropAfterData => Response::custom(421, String::new()),
            _ => Response::custom(250, format!("accepted as number {number}")),
        }
    }
}

fn converse(stream: &TcpStream, state: &Arc<Mutex<State>>) -> io::Result<()> {
    let peer = stream.peer_addr()?.ip();
    let begin = || {
        let state = Arc::clone(state);
        let handler = Conversation { state, answer: Answer::Accept, to: Vec::new(), data: Vec::new() };
        SessionBuilder::new("smtp.example").build(peer, handler)
    };
    let mut session = begin();
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    session.greeting().write_to(&mut writer)?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let response = session.process(&line);
        if response.code == 421 {
            return Ok(());
        }
        response.write_to(&mut writer)?;
        if response.action == Action::Close {
            return Ok(());
        }
        if response.is_error {
            // After refused data mailin goes on reading data; a server starts afresh.
            session = begin();
        }
    }
}
