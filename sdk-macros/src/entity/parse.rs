//! From tokens to what is written.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Token, Visibility, braced, token};

use super::model::{Clause, Constant, Field, Written};
use crate::attributes;
use crate::diag::Diag;
use crate::list::{separated, skip_past};
use crate::text::Text;

const DECLARATION: &str = "expected `NAME = view \"package.Entity\" { .. }`";
const CLAUSE: &str = "expected a clause: `partition { .. }`, `clustering { .. }` or `value { .. }`";
const FIELD: &str = "expected a field: `Name: type`";

/// Reads all declarations. One that cannot be read does not hide what is wrong with the next.
pub fn parse(input: TokenStream, diag: &mut Diag) -> Vec<Written> {
    let parser = |input: ParseStream<'_>| {
        let mut entities = Vec::new();
        while !input.is_empty() {
            let parsed = declaration(input, diag);
            if parsed.is_err() {
                skip_past(input, is_braces);
            }
            entities.extend(diag.take(parsed));
        }
        Ok(entities)
    };
    parser.parse2(input).unwrap_or_default()
}

fn declaration(input: ParseStream<'_>, diag: &mut Diag) -> syn::Result<Written> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    let ident: Ident = expected(input, DECLARATION)?;
    expected::<Token![=]>(input, DECLARATION)?;
    let kind: Ident = expected(input, DECLARATION)?;
    let name: LitStr = expected(input, DECLARATION)?;
    if !input.peek(token::Brace) {
        return Err(input.error(DECLARATION));
    }
    let braces;
    braced!(braces in input);
    let mut clause_errors = Diag::default();
    let clauses = clauses(&braces, &mut clause_errors);
    let incomplete = !clause_errors.is_empty();
    diag.append(clause_errors);
    let before = attributes
        .iter()
        .map(ToTokens::to_token_stream)
        .chain([visibility.into_token_stream()])
        .collect();
    Ok(Written {
        constant: Constant {
            before,
            conditions: attributes::conditions(&attributes),
            ident,
            name: Text::from(&name),
        },
        kind: Text::from(&kind),
        clauses,
        incomplete,
    })
}

fn clauses(input: ParseStream<'_>, diag: &mut Diag) -> Vec<Clause> {
    let mut clauses = Vec::new();
    while !input.is_empty() {
        let parsed = clause(input, diag);
        if parsed.is_err() {
            skip_past(input, is_braces);
        }
        clauses.extend(diag.take(parsed));
    }
    clauses
}

fn clause(input: ParseStream<'_>, diag: &mut Diag) -> syn::Result<Clause> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(CLAUSE));
    }
    let word = input.call(Ident::parse_any)?;
    if !input.peek(token::Brace) {
        return Err(input.error(format!("expected `{word} {{ Name: type, .. }}`")));
    }
    let fields;
    braced!(fields in input);
    let mut field_errors = Diag::default();
    let fields = separated(&fields, &mut field_errors, field);
    let incomplete = !field_errors.is_empty();
    diag.append(field_errors);
    Ok(Clause {
        word: Text::from(&word),
        fields,
        incomplete,
    })
}

fn field(input: ParseStream<'_>) -> syn::Result<Field> {
    for attribute in input.call(Attribute::parse_outer)? {
        if !attributes::is_doc(&attribute) {
            return Err(syn::Error::new_spanned(
                attribute,
                "a field has no attributes but a doc comment",
            ));
        }
    }
    let name = if input.peek(LitStr) {
        Text::from(&input.parse::<LitStr>()?)
    } else if input.peek(Ident::peek_any) {
        Text::from(&input.call(Ident::parse_any)?)
    } else {
        return Err(input.error(FIELD));
    };
    expected::<Token![:]>(input, FIELD)?;
    let mut ty = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        ty.extend([input.parse::<TokenTree>()?]);
    }
    match syn::parse2::<AnyIdent>(ty.clone()) {
        Ok(AnyIdent(ty)) => Ok(Field {
            name,
            ty: Text::from(&ty),
        }),
        Err(_) if ty.is_empty() => Err(input.error(FIELD)),
        Err(_) => Err(syn::Error::new_spanned(
            ty,
            "the type of a field is one word of this macro, not a Rust type",
        )),
    }
}

/// An identifier or keyword and nothing else.
struct AnyIdent(Ident);

impl syn::parse::Parse for AnyIdent {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Ident::parse_any).map(Self)
    }
}

/// Parses, and says what the whole looks like where that fails.
fn expected<T: syn::parse::Parse>(input: ParseStream<'_>, message: &str) -> syn::Result<T> {
    input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), message))
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
