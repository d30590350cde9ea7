//! A browser without a screen: it keeps cookies, follows redirects when asked, and fills in forms as they stand on the page.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use openhuis::web::forms::percent_encode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Somebody who visits the portal.
pub struct Client {
    address: Cell<SocketAddr>,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// An answer.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
    /// The body as it came.
    raw: Vec<u8>,
}

/// A form as it stands on a page, with what is filled in already.
#[derive(Debug, Clone, Default)]
pub struct PageForm {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self { address: Cell::new(address), cookies: RefCell::default() }
    }

    /// Go on at another address with the same cookies.
    pub fn go_to(&self, address: SocketAddr) {
        self.address.set(address);
    }

    /// Where it goes.
    pub fn address(&self) -> SocketAddr {
        self.address.get()
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send("GET", path, &[("accept", "text/html")], "").await
    }

    /// Send a form as it stands, with some fields filled in differently.
    pub async fn submit(&self, form: &PageForm, answers: &[(&str, &str)]) -> Page {
        self.post(&form.action, &form.body(answers), &[]).await
    }

    /// Send a body as a form.
    pub async fn post(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Page {
        let own = [("accept", "text/html"), ("content-type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &[&own, headers].concat(), body).await
    }

    /// Send anything.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Page {
        self.try_send(method, path, headers, body).await.unwrap()
    }

    /// Send anything to a server that may go away meanwhile.
    pub async fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> io::Result<Page> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        let cookies: Vec<_> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request += &format!("cookie: {}\r\n", cookies.join("; "));
        }
        request += &format!("content-length: {}\r\n\r\n{body}", body.len());
        let mut stream = TcpStream::connect(self.address.get()).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let body = head.ok_or(io::ErrorKind::UnexpectedEof)? + 4;
        let mut page = Page::parse(&String::from_utf8_lossy(&bytes));
        page.raw = bytes.split_off(body);
        self.remember(&page);
        Ok(page)
    }

    fn remember(&self, page: &Page) {
        for (_, cookie) in page.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, attributes) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }
}

impl PageForm {
    /// What is filled in already in a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value)
    }

    /// What a browser sends, with some fields filled in differently.
    pub fn body(&self, answers: &[(&str, &str)]) -> String {
        let mut fields = self.fields.clone();
        for (name, _) in answers {
            fields.retain(|(each, _)| each != name);
        }
        fields.extend(answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let pairs: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
            .collect();
        pairs.join("&")
    }
}

impl Page {
    fn parse(answer: &str) -> Self {
        let (head, text) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
        let mut lines = head.lines();
        let status = lines.next().unwrap_or_default().split(' ').nth(1).unwrap_or_default().parse().unwrap();
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Self { status, headers: headers.collect(), text: text.to_owned(), raw: Vec::new() }
    }

    /// The first header of this name; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value)
    }

    /// The bytes of the body; of a streamed one without the lengths of its chunks.
    pub fn body(&self) -> Vec<u8> {
        if self.header("transfer-encoding") != "chunked" {
            return self.raw.clone();
        }
        let (mut rest, mut whole) = (self.raw.as_slice(), Vec::new());
        while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
            let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
            if size == 0 {
                break;
            }
            whole.extend_from_slice(&rest[end + 2..end + 2 + size]);
            rest = &rest[end + 4 + size..];
        }
        whole
    }

    /// The form that goes to `action`.
    pub fn form(&self, action: &str) -> PageForm {
        let start = self
            .text
            .find(&format!("action=\"{action}\""))
            .unwrap_or_else(|| panic!("no form to {action} in:\n{}", self.text));
        let rest = &self.text[start..];
        let rest = &rest[..rest.find("</form>").unwrap()];
        let mut form = PageForm { action: action.to_owned(), fields: Vec::new() };
        for input in rest.split("<input").skip(1) {
            let tag = &input[..input.find('>').unwrap()];
            let kind = attribute(tag, "type").unwrap_or_else(|| "text".to_owned());
            let chosen = !matches!(kind.as_str(), "radio" | "checkbox") || tag.contains(" checked");
            if let (Some(name), true) = (attribute(tag, "name"), chosen && kind != "file") {
                form.fields.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        }
        for area in rest.split("<textarea").skip(1) {
            let (tag, after) = area.split_once('>').unwrap();
            let value = after.split("</textarea>").next().unwrap().trim_start_matches('\n');
            form.fields.push((attribute(tag, "name").unwrap(), unescape(value)));
        }
        for select in rest.split("<select").skip(1) {
            let (tag, after) = select.split_once('>').unwrap();
            let options = after.split("</select>").next().unwrap();
            let picked = options.split("<option").skip(1).find(|option| option.contains(" selected"));
            if let Some(option) = picked.or_else(|| options.split("<option").nth(1)) {
                form.fields
                    .push((attribute(tag, "name").unwrap(), attribute(option, "value").unwrap_or_default()));
            }
        }
        form
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(unescape(tag[start..].split('"').next()?))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}
