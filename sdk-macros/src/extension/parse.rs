//! The parser of extensions.

use heeus_abi::ExtensionKind;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Block, Expr, Ident, Signature, Token, Visibility};

use super::model::{Function, Setting, Written, WrittenTargets};
use super::targets::{self, AFTER, CHECKS, SYNC};
use crate::shared::diag::Diag;
use crate::shared::list::separated;
use crate::shared::path::{CRATE, Sdk};
use crate::shared::suggest;
use crate::shared::text;

const KIND: &str = "kind";
const NAME: &str = "name";
const KEYS: &[&str] = &[KIND, NAME, AFTER, CHECKS, SYNC, CRATE];

/// Reads the attribute's arguments and the function of the attribute.
pub fn parse(attribute: TokenStream, item: TokenStream, diag: &mut Diag) -> Written {
    let mut written = Written {
        kind: Setting::Absent,
        name: Setting::Absent,
        targets: Vec::new(),
        sdk: Sdk::default(),
        function: function(item, diag),
    };
    let mut has_crate = false;
    let (settings, unread) = settings(attribute);
    let mut kind_was_meant = !unread.is_empty();
    diag.append(unread);
    for item in settings {
        let (key, value) = match item {
            Item::Value(key, value) => (key, value),
            Item::Targets(targets) => {
                written.targets.push(targets);
                continue;
            }
        };
        let word = key.unraw().to_string();
        let setting = match word.as_str() {
            KIND => &mut written.kind,
            NAME => &mut written.name,
            CRATE if has_crate => {
                diag.on(&key, "`crate` is given twice");
                continue;
            }
            CRATE => {
                has_crate = true;
                written.sdk = Sdk::given(&value, diag);
                continue;
            }
            _ => {
                let kind = kind_of(value.to_token_stream());
                kind_was_meant |= suggest::nearest(&word, KEYS) == Some(KIND) || kind.is_some();
                let message = match kind {
                    Some(_) => format!("expected {}", form(KIND, kind)),
                    None => suggest::unknown("key", &word, KEYS),
                };
                diag.on(&key, message);
                continue;
            }
        };
        match setting {
            Setting::Absent => *setting = text(&word, &value, diag),
            _ => diag.on(&key, format!("`{word}` is given twice")),
        }
    }
    if kind_was_meant && matches!(written.kind, Setting::Absent) {
        written.kind = Setting::Wrong;
    }
    written
}

/// Reads the arguments of the attribute, and the mistakes in their form.
fn settings(attribute: TokenStream) -> (Vec<Item>, Diag) {
    let (mut unread, mut names) = (Diag::default(), Diag::default());
    let item = |input: ParseStream<'_>| match targets::parse(input, &mut names)? {
        Some(targets) => Ok(Item::Targets(targets)),
        None => key_and_value(input),
    };
    let read = |input: ParseStream<'_>| Ok(separated(input, &mut unread, item));
    let settings = read.parse2(attribute).unwrap_or_default();
    unread.append(names);
    (settings, unread)
}

/// A setting as parsed.
enum Item {
    Value(Ident, Expr),
    Targets(WrittenTargets),
}

/// Reads `key = value`; another form is reported at its first token.
fn key_and_value(input: ParseStream<'_>) -> syn::Result<Item> {
    let is_word = input.peek(Ident::peek_any);
    let key = is_word.then(|| input.call(Ident::parse_any)).transpose()?;
    let rest: TokenStream = input.fork().parse()?;
    let mut rest = rest.into_iter().take_while(|token| !is_comma(token));
    let word = key.as_ref().map(|key| key.unraw().to_string());
    if let Some(key) = &key
        && input.peek(Token![=])
    {
        input.parse::<Token![=]>()?;
        if rest.nth(1).is_some() {
            return Ok(Item::Value(key.clone(), input.parse()?));
        }
    }
    let first: Option<TokenTree> = key.map(TokenTree::from).or_else(|| rest.next());
    let kind = kind_of(first.iter().cloned().chain(rest).collect());
    let expected = match word.as_deref().filter(|word| KEYS.contains(word)) {
        Some(word) => form(word, kind),
        None if kind.is_some() => form(KIND, kind),
        None => "`kind = \"..\"`, `name = \"..\"`, `after(\"..\")`, `checks(\"..\")`, `sync` or \
                 `crate = \"..\"`"
            .to_owned(),
    };
    Err(syn::Error::new_spanned(
        first,
        format!("expected {expected}"),
    ))
}

/// Output the form of a setting, for messages.
fn form(key: &str, kind: Option<ExtensionKind>) -> String {
    let value = kind
        .filter(|_| key == KIND)
        .map_or("..", ExtensionKind::name);
    format!("`{key} = \"{value}\"`")
}

/// Output the kind that is probably meant by tokens that are no text.
fn kind_of(tokens: TokenStream) -> Option<ExtensionKind> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) => kind_of(group.stream()),
        token => {
            let word = token.to_string().to_lowercase();
            let word = word.trim_matches('"');
            let mut kinds = ExtensionKind::ALL.iter().copied();
            kinds.find(|kind| kind.name() == word)
        }
    })
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn text(key: &str, value: &Expr, diag: &mut Diag) -> Setting {
    if let Some(text) = text::of(value) {
        return Setting::Given(text);
    }
    let form = form(key, kind_of(value.to_token_stream()));
    diag.on(value, format!("`{key}` is a string literal: {form}"));
    Setting::Wrong
}

/// Reads a function up to its body. The compiler checks the body, which need not even parse: an
/// editor sends functions while the user types them.
fn function(item: TokenStream, diag: &mut Diag) -> Option<Function> {
    let parsed = Parser::parse2(
        |input: ParseStream<'_>| {
            let attributes = input.call(Attribute::parse_outer)?;
            let visibility: Visibility = input.parse()?;
            let signature: Signature = input.parse()?;
            let rest: TokenStream = input.parse()?;
            Ok((attributes, visibility, signature, block(rest)))
        },
        item.clone(),
    );
    match parsed {
        Ok((attributes, visibility, signature, Some(body))) => Some(Function {
            attributes,
            visibility,
            signature,
            body,
        }),
        Ok((_, _, signature, None)) => {
            diag.on(
                &signature.ident,
                "an extension is a function with a body, this one has none",
            );
            None
        }
        Err(error) => {
            not_a_function(item, error, diag);
            None
        }
    }
}

/// Output the braces that `tokens` consist of, even inside the invisible ones of a `$body:block`.
fn block(tokens: TokenStream) -> Option<Group> {
    let mut tokens = tokens.into_iter();
    let (Some(TokenTree::Group(group)), None) = (tokens.next(), tokens.next()) else {
        return None;
    };
    match group.delimiter() {
        Delimiter::Brace => Some(group),
        Delimiter::None => block(group.stream()),
        _ => None,
    }
}

/// Reports an item that is not a function. The compiler itself reports tokens that are no item at
/// all.
fn not_a_function(item: TokenStream, error: syn::Error, diag: &mut Diag) {
    let (keyword, what) = match syn::parse2::<syn::Item>(item.clone()) {
        Ok(syn::Item::Const(item)) => (item.const_token.to_token_stream(), "a constant"),
        Ok(syn::Item::Enum(item)) => (item.enum_token.to_token_stream(), "an enum"),
        Ok(syn::Item::Impl(item)) => (item.impl_token.to_token_stream(), "an impl"),
        Ok(syn::Item::Mod(item)) => (item.mod_token.to_token_stream(), "a module"),
        Ok(syn::Item::Static(item)) => (item.static_token.to_token_stream(), "a static"),
        Ok(syn::Item::Struct(item)) => (item.struct_token.to_token_stream(), "a struct"),
        Ok(syn::Item::Trait(item)) => (item.trait_token.to_token_stream(), "a trait"),
        Ok(syn::Item::Type(item)) => (item.type_token.to_token_stream(), "a type"),
        Ok(syn::Item::Use(item)) => (item.use_token.to_token_stream(), "an import"),
        Ok(other) => (other.to_token_stream(), "something else"),
        Err(_) if is_statement(&item) => (item, "a statement"),
        Err(_) => return diag.push(error),
    };
    diag.on(
        keyword,
        format!("an extension is a function, this is {what}"),
    );
}

fn is_statement(item: &TokenStream) -> bool {
    Parser::parse2(Block::parse_within, item.clone()).is_ok()
}
