//! What the tests of extensions are written with.

mod arrange;
mod diff;
mod failures;
mod intent;
mod kit;
mod outcome;
mod render;
mod requests;
mod rows;
mod standins;
mod usage;
mod value;

pub use intent::{
    Intent, insert, insert_record, insert_singleton, insert_view, mail, response, result, update,
    update_record, update_singleton, update_view,
};
pub use kit::Kit;
pub use outcome::Outcome;
pub use standins::{CommandAnswer, HttpResponse};
pub use value::{Array, Content, Id, Item, QName, Record};
