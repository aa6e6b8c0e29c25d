//! A server for HTTP that sends what a test says, byte for byte.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use heeus_abi::{ArrayBuf, Items, RecordBuf, RecordBuilder, RecordRef, Value};
use heeus_host::external::{ExternalError, HttpClient, HttpRequest, HttpResponse, WebClient};

use super::wire::{Identity, Lines, Wire, line, serve};

/// A request as it arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    pub line: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }
}

/// A server that answers each request by a function.
pub struct Server {
    pub port: u16,
    received: Arc<Mutex<Vec<Received>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// A server that sends these bytes to each request.
    pub fn sends(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        // A client that has enough closes the connection.
        Self::answers(move |_, out| drop(out.write_all(&bytes)))
    }

    /// A server that answers by a function of the request.
    pub fn answers(answer: impl Fn(&Received, &mut dyn Write) + Send + Sync + 'static) -> Self {
        Self::start(None, answer)
    }

    /// The same with TLS.
    pub fn with_tls(identity: Identity, bytes: impl Into<String>) -> Self {
        let bytes = bytes.into();
        Self::start(Some(identity), move |_, out| {
            drop(out.write_all(bytes.as_bytes()));
        })
    }

    fn start(
        identity: Option<Identity>,
        answer: impl Fn(&Received, &mut dyn Write) + Send + Sync + 'static,
    ) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&received);
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let port = serve(move |stream: TcpStream| {
            count.fetch_add(1, Ordering::Relaxed);
            let wire: Box<dyn Wire> = match &identity {
                Some(identity) => Box::new(identity.wrap(stream)),
                None => Box::new(stream),
            };
            let mut lines: Lines = BufReader::new(wire);
            while let Some(request) = read(&mut lines) {
                list.lock().expect("a whole list").push(request.clone());
                answer(&request, lines.get_mut());
                if request.header("connection") == Some("close") {
                    break;
                }
            }
        });
        Self {
            port,
            received,
            connections,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("a whole list").clone()
    }

    /// The number of connections so far.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// The only request.
    #[track_caller]
    pub fn one(&self) -> Received {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received[0].clone()
    }
}

fn read(lines: &mut Lines) -> Option<Received> {
    let first = line(lines);
    if first.is_empty() {
        return None;
    }
    let mut request = Received {
        line: first.trim_end().to_owned(),
        ..Received::default()
    };
    loop {
        let header = line(lines);
        let Some((name, value)) = header.trim_end().split_once(':') else {
            break;
        };
        let name = name.to_ascii_lowercase();
        request.headers.push((name, value.trim().to_owned()));
    }
    let length = request.header("content-length");
    let length = length.map_or(0, |length| length.parse().expect("a length"));
    request.body = vec![0; length];
    lines.read_exact(&mut request.body).ok()?;
    Some(request)
}

/// A response with a body and its length.
pub fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
}

/// A client that may reach this machine.
pub fn client() -> WebClient {
    WebClient::new().allow_private_addresses(true)
}

/// A request of an extension.
pub struct TestRequest<'a> {
    pub method: Option<&'a str>,
    pub url: &'a str,
    pub headers: &'a [&'a str],
    pub body: &'a [u8],
    pub id: Option<&'a str>,
    pub timeout: Duration,
}

impl<'a> TestRequest<'a> {
    pub fn new(url: &'a str) -> Self {
        Self {
            method: None,
            url,
            headers: &[],
            body: &[],
            id: None,
            timeout: Duration::from_secs(5),
        }
    }

    pub fn send(&self, client: &WebClient) -> Result<HttpResponse, ExternalError> {
        let array = ArrayBuf::new(Items::Str(self.headers)).expect("headers");
        let mut record = RecordBuilder::new();
        if let Some(method) = self.method {
            record.put("Method", Value::Str(method));
        }
        record.put("Url", Value::Str(self.url));
        match self.headers {
            [] => {}
            [one] => record.put("Header", Value::Str(one)),
            _ => record.put("Header", Value::Array(array.as_ref())),
        }
        if !self.body.is_empty() {
            record.put("Body", Value::Bytes(self.body));
        }
        let record: RecordBuf = record.build().expect("a key of sys.Http");
        client.send(&HttpRequest::new(record.as_ref(), self.timeout, self.id))
    }

    /// The error of the request, as text.
    #[track_caller]
    pub fn fails(&self, client: &WebClient) -> ExternalError {
        self.send(client).expect_err("an error")
    }
}

/// Sends a GET.
pub fn get(client: &WebClient, url: &str) -> Result<HttpResponse, ExternalError> {
    TestRequest::new(url).send(client)
}

/// The status, the headers and the body of a response.
pub fn parts(response: &HttpResponse) -> (i32, Vec<String>, String) {
    let record: RecordRef<'_> = response.record();
    let Some(Value::I32(status)) = record.get("StatusCode") else {
        panic!("no status: {record:?}");
    };
    let headers = match record.get("Header") {
        Some(Value::Array(items)) => items.iter().map(|item| match item {
            Value::Str(line) => line.to_owned(),
            other => panic!("no text: {other:?}"),
        }),
        None => return (status, Vec::new(), body(record)),
        other => panic!("no headers: {other:?}"),
    };
    (status, headers.collect(), body(record))
}

fn body(record: RecordRef<'_>) -> String {
    match record.get("Body") {
        Some(Value::Bytes(body)) => String::from_utf8_lossy(body).into_owned(),
        other => panic!("no body: {other:?}"),
    }
}
