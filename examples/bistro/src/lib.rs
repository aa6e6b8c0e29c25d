//! The back office of a restaurant.
//!
//! A bill belongs to a table and has lines. It is split, and paid in parts: in cash, by card, or by
//! voucher. Projectors list the tables, count sales and supplies, and report guests to the server
//! of a loyalty programme. A job orders supplies that run short.
#![no_std]

extern crate alloc;

mod bill;
mod books;
mod closing;
mod error;
mod ids;
mod loyalty;
mod menu;
mod payment;
mod report;
mod sales;
mod supplies;
mod tables;
#[cfg(test)]
mod tests;
mod voucher;
