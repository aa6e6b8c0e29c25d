//! How extensions are written, a page for each subject.
//!
//! | page | is about |
//! |---|---|
//! | [`commands`] | taking what somebody asks for: records, results, refusals |
//! | [`queries`] | answering: reads of one and of many, result rows |
//! | [`validators`] | refusing, with reasons and codes |
//! | [`projectors`] | following events: views, mail, other servers |
//! | [`jobs`] | what a clock starts |
//! | [`typed_data`] | records, entities, keys, prefixes, updates, names |
//! | [`errors`] | what is said when something is wrong, and what to do |
//! | [`memory`] | the arena, the reset, and heaps in place of them |
//! | [`versions`] | what a new version may change in what is stored |
//! | [`testing`] | tests natively and in wasm |
//! | [`size`] | what costs what, and how to look |
//! | [`tinygo`] | for authors who come from TinyGo |
//!
//! The modules here are empty: they are their documentation.

macro_rules! pages {
    ($($page:ident)+) => {$(
        pub mod $page {
            // Inside, so that links are seen from the page.
            #![doc = include_str!(concat!("guide/", stringify!($page), ".md"))]
        }
    )+};
}

pages! { commands queries validators projectors jobs typed_data errors memory versions testing size tinygo }
