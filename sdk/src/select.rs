//! Reads of a part of a view: bounds, order, limit, pages.
//!
//! [`View::select`](crate::View::select) begins a [`Select`].

pub use crate::typed::{AsToken, Page, PageToken, Select};
