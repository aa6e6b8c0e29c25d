//! Clients for the world outside, each against a real server on this machine.

mod app;
mod federation;
#[path = "../shared/folder.rs"]
mod folder;
mod headers;
mod http;
mod http_server;
mod reach;
mod redirects;
mod secrets;
mod smtp;
mod smtp_message;
mod smtp_server;
mod smtp_tls;
mod time;
mod tls;
mod wire;
