//! Storages through their public interface: the laws of all, and the additional ones of durable
//! storages.

mod damage;
mod durable;
mod laws;
mod making;
mod model;
mod paths;
mod stale;
mod state;
mod subject;
mod support;
mod together;
mod torn;
