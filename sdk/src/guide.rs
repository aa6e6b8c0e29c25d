//! The guide to writing extensions, a page for each subject.
//!
//! | page | is about |
//! |---|---|
//! | [`commands`] | handling what somebody asks for: records, results, refusals |
//! | [`queries`] | answering: reads of one and of many, result rows |
//! | [`validators`] | refusing, with reasons and codes |
//! | [`projectors`] | following events: views, mail, other servers |
//! | [`jobs`] | work that a clock starts |
//! | [`typed_data`] | records, types of fields, entities, keys, prefixes, updates, names |
//! | [`errors`] | the error messages, and what to do |
//! | [`memory`] | the arena, the reset, and heaps in place of them |
//! | [`versions`] | changes to stored data that a new version may make |
//! | [`testing`] | tests natively and in wasm |
//! | [`size`] | what costs what, and how to measure it |
//! | [`tinygo`] | for authors who come from TinyGo |
//! | [`voedger`] | modules that run in Voedger |
//!
//! The modules here have no items: each of them is a page of documentation.

macro_rules! pages {
    ($($page:ident)+) => {$(
        pub mod $page {
            // Inside the module, so that links resolve from the page.
            #![doc = include_str!(concat!("guide/", stringify!($page), ".md"))]
        }
    )+};
}

pages! {
    commands queries validators projectors jobs
    typed_data errors memory versions testing size tinygo voedger
}
