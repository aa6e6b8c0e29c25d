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
mod mails;
mod observed;
mod partitions;
mod projectors;
mod queries;
mod random;
mod refused;
mod repeated;
mod shop;
mod uniques;
mod versions;

use shop::Shop;
