//! Redirects.

use ureq::http::header::{self, HeaderName};
use ureq::http::{HeaderMap, Method, Response, StatusCode, Uri};

use super::super::ExternalError;
use super::failure::failed;
use super::outgoing::{ID, Outgoing, checked};

/// Headers that another server may see. Each other header may be a secret of the first server.
const HARMLESS: [HeaderName; 8] = [
    header::ACCEPT,
    header::ACCEPT_CHARSET,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_LANGUAGE,
    header::CONTENT_TYPE,
    header::USER_AGENT,
    ID,
];
/// Headers about a body.
const OF_BODY: [HeaderName; 4] = [
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LOCATION,
    header::CONTENT_TYPE,
];

/// Returns whether a response says where else to ask.
pub(super) fn is_redirect<T>(response: &Response<T>) -> bool {
    let redirects = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    redirects && response.headers().contains_key(header::LOCATION)
}

/// Returns the request to which a response redirects.
///
/// # Errors
/// [`ExternalError`] if it is none that may be sent.
pub(super) fn follow<'a, T>(
    before: Outgoing<'a>,
    response: &Response<T>,
) -> Result<Outgoing<'a>, ExternalError> {
    let location = response.headers().get(header::LOCATION);
    let location = location.and_then(|location| str::from_utf8(location.as_bytes()).ok());
    let uri = location.and_then(|location| join(&before.uri, location));
    let Some(uri) = uri.and_then(checked) else {
        let reason = "a redirect to something else than a URL of http or https";
        return Err(failed(before.host(), reason));
    };
    if is_tls(&before.uri) && !is_tls(&uri) {
        return Err(failed(before.host(), "a redirect from https to http"));
    }
    let mut next = before;
    if !is_same_origin(&next.uri, &uri) {
        keep(&mut next.headers, |name| HARMLESS.contains(name));
    }
    let becomes_get = match response.status() {
        StatusCode::SEE_OTHER => next.method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => next.method == Method::POST,
        _ => false,
    };
    if becomes_get {
        next.method = Method::GET;
        next.body = &[];
        keep(&mut next.headers, |name| !OF_BODY.contains(name));
    }
    next.uri = uri;
    Ok(next)
}

/// Keeps some headers.
fn keep(headers: &mut HeaderMap, is_kept: impl Fn(&HeaderName) -> bool) {
    let dropped: Vec<HeaderName> = headers
        .keys()
        .filter(|name| !is_kept(name))
        .cloned()
        .collect();
    for name in dropped {
        headers.remove(name);
    }
}

fn is_tls(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https")
}

fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    let origin = |uri: &Uri| {
        let is_tls = is_tls(uri);
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let host = uri.host().map(str::to_ascii_lowercase);
        (is_tls, port, host)
    };
    origin(one) == origin(other)
}

/// Returns the URI that a reference means at a base (RFC 3986, section 5.2).
fn join(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.split('#').next().unwrap_or_default();
    let end = reference.find([':', '/', '?']).unwrap_or(reference.len());
    if reference[end..].starts_with(':') {
        return reference.parse().ok();
    }
    let scheme = base.scheme_str()?;
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}").parse().ok();
    }
    let host = base.host()?;
    let port = base
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    let path = match reference.chars().next() {
        None => base.path_and_query()?.to_string(),
        Some('/') => without_dots(reference),
        Some('?') => format!("{}{reference}", base.path()),
        Some(_) => {
            let (folder, _) = base.path().rsplit_once('/')?;
            without_dots(&format!("{folder}/{reference}"))
        }
    };
    format!("{scheme}://{host}{port}{path}").parse().ok()
}

/// Returns a path without its steps `.` and `..`.
fn without_dots(path: &str) -> String {
    let (path, query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (path, None),
    };
    let mut steps: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        match part {
            ".." => {
                steps.pop();
            }
            "." => {}
            step => steps.push(step),
        }
        if parts.peek().is_none() && matches!(part, "." | "..") {
            steps.push("");
        }
    }
    let path = format!("/{}", steps.join("/"));
    match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_joined_as_the_standard_says() {
        // RFC 3986, section 5.4, without paths that have parameters.
        let base: Uri = "http://a:81/b/c/d;p?q".parse().unwrap();
        for (reference, joined) in [
            ("g", "http://a:81/b/c/g"),
            ("./g", "http://a:81/b/c/g"),
            ("g/", "http://a:81/b/c/g/"),
            ("/g", "http://a:81/g"),
            ("//g", "http://g/"),
            ("?y", "http://a:81/b/c/d;p?y"),
            ("g?y/./x", "http://a:81/b/c/g?y/./x"),
            ("#s", "http://a:81/b/c/d;p?q"),
            ("g#s/../x", "http://a:81/b/c/g"),
            ("", "http://a:81/b/c/d;p?q"),
            (".", "http://a:81/b/c/"),
            ("..", "http://a:81/b/"),
            ("../g", "http://a:81/b/g"),
            ("../../../g", "http://a:81/g"),
            ("/./g", "http://a:81/g"),
            ("/../g", "http://a:81/g"),
            ("g.", "http://a:81/b/c/g."),
            ("./g/.", "http://a:81/b/c/g/"),
            ("g/../h", "http://a:81/b/c/h"),
            ("https://h/x", "https://h/x"),
        ] {
            let found = join(&base, reference).map(|uri| uri.to_string());
            assert_eq!(found.as_deref(), Some(joined), "{reference}");
        }
        for reference in ["mailto:a@b", "file:///etc/passwd", "http:", "http:///x"] {
            let found = join(&base, reference).and_then(checked);
            assert_eq!(found, None, "{reference}");
        }
    }
}
