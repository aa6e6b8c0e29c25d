//! Apps and their partitions: the flow of commands, and the work that follows it.

mod behind;
mod deploy;
mod failing;
mod flow;
#[path = "../shared/folder.rs"]
mod folder;
mod guest;
mod history;
mod inside;
mod jobs;
mod lasting;
mod log_ranges;
mod mails;
mod new_ids;
mod observed;
mod partitions;
mod projectors;
mod queries;
mod random;
mod rebuild;
mod rebuild_crash;
mod rebuild_model;
mod rebuild_views;
mod refused;
mod repeated;
mod shop;
mod sums;
mod sums_guest;
mod uniques;
mod versions;

use shop::Shop;
