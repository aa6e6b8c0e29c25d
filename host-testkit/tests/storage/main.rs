//! Storages through their public door: the laws of all, and what a durable one adds.

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
