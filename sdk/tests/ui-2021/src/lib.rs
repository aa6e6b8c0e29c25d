//! Compiles the uses in `tests/ui/pass` in edition 2021; the test is that they compile.

#![no_std]
#![forbid(unsafe_code)]

#[path = "../../ui/pass/forms.rs"]
pub mod forms;
#[path = "../../ui/pass/handlers.rs"]
pub mod handlers;
#[path = "../../ui/pass/own_names.rs"]
pub mod own_names;

#[path = "../../ui/pass/typed.rs"]
pub mod typed;

#[cfg(test)]
mod tests {
    #[test]
    fn edition_2021() {
        super::forms::main();
        super::handlers::main();
        super::own_names::main();
        super::typed::main();
    }
}
