//! As much of a browser as measuring needs: connections that stay open, cookies, and the hidden fields of a form.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

/// An answer.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub cookies: Vec<String>,
    pub body: String,
}

/// One connection.
pub struct Wire {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
}

impl Wire {
    pub fn new(port: u16) -> Self {
        Self { port, stream: None }
    }

    /// Ask, and wait for the whole answer.
    pub fn ask(&mut self, method: &str, path: &str, cookies: &str, form: &str) -> io::Result<Answer> {
        if self.stream.is_none() {
            self.stream = Some(BufReader::new(TcpStream::connect(("127.0.0.1", self.port))?));
        }
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\n");
        if !cookies.is_empty() {
            let _ = write!(head, "cookie: {cookies}\r\n");
        }
        if method == "POST" {
            let _ = write!(
                head,
                "content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
                form.len()
            );
        }
        head.push_str("\r\n");
        head.push_str(form);
        let stream = self.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        stream.get_mut().write_all(head.as_bytes())?;
        read(stream)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let mut answer = Answer { status: 0, location: String::new(), cookies: Vec::new(), body: String::new() };
    let (mut length, mut line) = (None, String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let text = line.trim_end();
        if text.is_empty() {
            break;
        }
        match text.split_once(": ") {
            None => answer.status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0),
            Some((name, value)) => match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse::<usize>().ok(),
                "location" => value.clone_into(&mut answer.location),
                "set-cookie" => answer.cookies.extend(value.split(';').next().map(str::to_owned)),
                _ => {}
            },
        }
    }
    let mut body = vec![0; length.ok_or_else(|| io::Error::other("an answer without a length"))?];
    stream.read_exact(&mut body)?;
    answer.body = String::from_utf8_lossy(&body).into_owned();
    Ok(answer)
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Log in; the cookies of the session.
pub fn log_in(port: u16, mail: &str, password: &str) -> io::Result<String> {
    let mut wire = Wire::new(port);
    let page = wire.ask("GET", "/inloggen", "", "")?;
    let mut form = vec![format!("mail={}", encode(mail)), format!("wachtwoord={}", encode(password))];
    let start = page.body.find("action=\"/inloggen\"").unwrap_or(0);
    for input in page.body[start..].split("<input").skip(1) {
        let of =
            |name: &str| input.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        if let (Some("hidden"), Some(name), Some(value)) = (of("type"), of("name"), of("value")) {
            form.push(format!("{name}={}", encode(value)));
        }
    }
    let answer = wire.ask("POST", "/inloggen", &page.cookies.join("; "), &form.join("&"))?;
    if answer.status == 303 && !answer.cookies.is_empty() {
        Ok(answer.cookies.join("; "))
    } else {
        Err(io::Error::other(format!("{mail} cannot log in: {} {}", answer.status, answer.body)))
    }
}
