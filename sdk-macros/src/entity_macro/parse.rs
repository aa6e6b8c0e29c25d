//! The parser of declarations.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Expr, Ident, LitStr, Token, Visibility, braced, token};

use super::model::{Clause, Constant, Field, Written, type_words};
use crate::shared::diag::Diag;
use crate::shared::list::{separated, skip_past};
use crate::shared::path::Sdk;
use crate::shared::text::Text;
use crate::shared::{attributes, suggest};

const DECLARATION: &str = "expected `NAME = view \"package.Entity\" { .. }`";
const CLAUSE: &str = "expected a clause: `partition { .. }`, `clustering { .. }` or `value { .. }`";
const FIELD: &str = "expected a field: `Name: type`";

/// Reads all declarations. One that cannot be read does not hide the mistakes in the next.
pub fn parse(input: TokenStream, diag: &mut Diag) -> (Sdk, Vec<Written>) {
    let parser = |input: ParseStream<'_>| {
        let sdk = sdk(input, diag)?;
        let mut entities = Vec::new();
        while !input.is_empty() {
            let parsed = declaration(input, diag);
            if parsed.is_err() {
                skip_past(input, is_braces);
            }
            entities.extend(diag.take(parsed));
        }
        Ok((sdk, entities))
    };
    let parsed = parser.parse2(input);
    diag.take(parsed).unwrap_or_default()
}

/// Reads `crate = "..",` before all declarations.
fn sdk(input: ParseStream<'_>, diag: &mut Diag) -> syn::Result<Sdk> {
    if !(input.peek(Token![crate]) && input.peek2(Token![=])) {
        return Ok(Sdk::default());
    }
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    let value: Expr = input.parse()?;
    input.parse::<Token![,]>()?;
    Ok(Sdk::given(&value, diag))
}

fn declaration(input: ParseStream<'_>, diag: &mut Diag) -> syn::Result<Written> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    let ident: Ident = input.parse().map_err(at_found(DECLARATION))?;
    let before = attributes
        .iter()
        .map(ToTokens::to_token_stream)
        .chain([visibility.into_token_stream()])
        .collect();
    let conditions = attributes::conditions(&attributes);
    let meant = diag.take(meaning(&ident, input));
    if meant.is_none() {
        skip_past(input, is_braces);
    }
    let is_readable = meant.is_some();
    let (name, kind, clauses) = meant.unwrap_or_else(|| {
        let nothing = || Text {
            value: String::new(),
            span: ident.span(),
        };
        (nothing(), nothing(), Parsed::default())
    });
    diag.append(clauses.errors);
    Ok(Written {
        constant: Constant {
            before,
            conditions,
            ident,
            name,
        },
        kind,
        clauses: clauses.all,
        incomplete: clauses.incomplete,
        is_readable,
    })
}

/// Clauses, and the errors of other ones.
#[derive(Default)]
struct Parsed {
    all: Vec<Clause>,
    incomplete: bool,
    errors: Diag,
}

/// Reads the part of a declaration behind the constant's name.
fn meaning(ident: &Ident, input: ParseStream<'_>) -> syn::Result<(Text, Text, Parsed)> {
    part::<Token![=]>(ident.span(), input)?;
    let kind: Ident = part(ident.span(), input)?;
    let name: LitStr = part(kind.span(), input)?;
    if !input.peek(token::Brace) {
        let end = input.is_empty().then_some(name.span());
        let found = end.unwrap_or_else(|| input.span());
        return Err(syn::Error::new(found, DECLARATION));
    }
    let braces;
    braced!(braces in input);
    let mut errors = Diag::default();
    let all = clauses(&braces, &mut errors);
    let parsed = Parsed {
        all,
        incomplete: !errors.is_empty(),
        errors,
    };
    Ok((Text::from(&name), Text::from(&kind), parsed))
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
                "a field may have a doc comment, but no other attributes",
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
    input.parse::<Token![:]>().map_err(at_found(FIELD))?;
    let mut ty = Vec::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        ty.push(ungrouped(input.parse()?));
    }
    match ty.as_slice() {
        [TokenTree::Ident(ty)] => Ok(Field {
            name,
            ty: Text::from(ty),
            optional: None,
        }),
        [TokenTree::Ident(ty), TokenTree::Punct(mark)] if mark.as_char() == '?' => Ok(Field {
            name,
            ty: Text::from(ty),
            optional: Some(mark.span()),
        }),
        [] => Err(input.error(FIELD)),
        [
            TokenTree::Ident(_),
            next @ (TokenTree::Ident(_) | TokenTree::Literal(_)),
            ..,
        ] => Err(syn::Error::new(next.span(), "expected `,` between fields")),
        _ => {
            let tokens: TokenStream = ty.into_iter().collect();
            let words = suggest::list(&type_words(|_| true));
            let message = format!(
                "a type is one word here, with a `?` if rows may lack the field; expected one of \
                 {words}"
            );
            Err(syn::Error::new_spanned(tokens, message))
        }
    }
}

/// Returns the token itself, if a macro of the user's passed it on as a whole, as a `$ty:ty`.
fn ungrouped(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &token else {
        return token;
    };
    let mut inner = group.stream().into_iter();
    match (group.delimiter(), inner.next(), inner.next()) {
        (Delimiter::None, Some(only), None) => ungrouped(only),
        _ => token,
    }
}

/// Parses a part of a declaration. At the end of the input, the error is shown at the part before.
fn part<T: Parse>(before: Span, input: ParseStream<'_>) -> syn::Result<T> {
    if input.is_empty() {
        return Err(syn::Error::new(before, DECLARATION));
    }
    input.parse().map_err(at_found(DECLARATION))
}

/// Replaces the text of an error by `message`, which shows the form of the whole.
fn at_found(message: &str) -> impl Fn(syn::Error) -> syn::Error {
    move |error| syn::Error::new(error.span(), message)
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
