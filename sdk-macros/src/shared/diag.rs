//! Errors, collected so that the user sees all of them at once.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub struct Diag {
    errors: Option<Error>,
}

impl Diag {
    /// Adds an error that is shown at `span`.
    pub fn at(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(Error::new(span, message));
    }

    /// Adds an error that is shown under all of `tokens`.
    pub fn on(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    /// Adds an error that a parser found.
    pub fn push(&mut self, error: Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// Adds the errors of another collection.
    pub fn append(&mut self, other: Self) {
        if let Some(errors) = other.errors {
            self.push(errors);
        }
    }

    /// Returns the value, or adds the error and returns nothing.
    pub fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Returns whether there are no errors so far.
    pub fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// Returns a `compile_error!` for each error.
    pub fn into_compile_errors(self) -> TokenStream {
        self.errors
            .map_or_else(TokenStream::new, Error::into_compile_error)
    }
}
