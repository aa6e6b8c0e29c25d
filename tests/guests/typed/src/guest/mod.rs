//! Extensions by parts of the typed layer, one file each.

mod errors;
mod events;
mod fields;
mod limits;
mod own_fields;
mod parts;
mod platform;
mod records;
mod requests;
mod results;
mod selects;
mod time;
mod upserts;
mod values;
mod views;
