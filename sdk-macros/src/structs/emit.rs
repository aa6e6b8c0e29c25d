//! The pieces that code about the fields of a struct is made of.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{Lifetime, Type};

use super::model::Field;
use crate::ends::{Ends, alone, ends};
use crate::path::{private, shown_at};

/// Fields in the order of their names, with where their values are.
pub struct Parts<'a> {
    parts: Vec<Part<'a>>,
}

/// A field, and where its value is.
struct Part<'a> {
    /// Its place among the marks.
    mark: usize,
    field: &'a Field,
    value: TokenStream,
}

impl<'a> Parts<'a> {
    /// All fields of a struct.
    pub fn new(fields: &'a [Field]) -> Self {
        Self::some(fields, |field| {
            let ident = &field.ident;
            Some(quote_spanned!(Span::mixed_site()=> self.#ident))
        })
    }

    /// The fields that have a value there.
    pub fn some(fields: &'a [Field], value: impl Fn(&Field) -> Option<TokenStream>) -> Self {
        let parts = fields.iter().enumerate().filter_map(|(mark, field)| {
            let value = value(field)?;
            Some(Part { mark, field, value })
        });
        Self {
            parts: parts.collect(),
        }
    }

    fn each(&self, piece: impl Fn(&Part<'_>, &Literal) -> TokenStream) -> TokenStream {
        let pieces = self.parts.iter().map(|part| {
            let at = Literal::usize_unsuffixed(part.mark);
            piece(part, &at)
        });
        pieces.collect()
    }

    /// The values of all fields, one for each of `count` marks, in an array; those that there is no value for are absent.
    pub fn puts(&self, count: usize) -> TokenStream {
        let private = private(Span::mixed_site());
        let puts = (0..count).map(
            |mark| match self.parts.iter().find(|part| part.mark == mark) {
                None => quote_spanned!(Span::mixed_site()=> #private::Put::Absent,),
                Some(Part { field, value, .. }) => {
                    let to_field = to_field(&field.ty);
                    quote_spanned!(Span::mixed_site()=> #to_field::put(&#value),)
                }
            },
        );
        let puts: TokenStream = puts.collect();
        quote_spanned!(Span::mixed_site()=> [#puts])
    }

    /// Hands the record of the fields to `take`: a flat one where it is, else one of values beside marks. `marks` are those
    /// of all the fields that the parts are some of.
    pub fn take(&self, marks: &TokenStream, all: usize, take: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let puts = self.puts(all);
        let slots = self.each(|part, _| {
            let (to_field, value) = (to_field(&part.field.ty), &part.value);
            quote_spanned!(here=> #private::slot(&#to_field::put(&#value)),)
        });
        let own = if self.parts.len() == all {
            marks.clone()
        } else {
            let own = self.each(|_, at| quote_spanned!(here=> #marks[#at],));
            quote_spanned!(here=> &[#own])
        };
        let names = self.parts.iter().map(|part| part.field.name.value.len());
        let size = 8 + 16 * self.parts.len() + names.sum::<usize>();
        let size = Literal::usize_unsuffixed(size.next_multiple_of(8));
        quote_spanned! {here=>
            if const { #private::is_flat(#own) } {
                #take(&#private::Flat::new(const { &#private::flat_head::<#size>(#own) }, &[#slots]))
            } else {
                #take(&#private::Puts::new(#marks, &#puts))
            }
        }
    }

    /// Statements that read each field into a local of its own.
    pub fn read(&self, from: &str) -> TokenStream {
        let from = Ident::new(from, Span::mixed_site());
        self.each(|part, at| {
            let local = local(part.field);
            let ty = &part.field.ty;
            // What is wrong with the type is shown at the type.
            let span = shown_at(first_span(ty));
            match &part.field.default {
                None => quote_spanned!(span=> let #local = #from.must::<#ty>(#at)?;),
                Some(default) => quote_spanned! {span=>
                    let #local = match #from.find::<#ty>(#at)? {
                        ::core::option::Option::Some(value) => value,
                        ::core::option::Option::None => #default,
                    };
                },
            }
        })
    }

    /// `field: local,` for each.
    pub fn all(&self) -> TokenStream {
        self.each(|part, _| {
            let (local, ident) = (local(part.field), &part.field.ident);
            quote_spanned!(Span::mixed_site()=> #ident: #local,)
        })
    }
}

/// The local that a field is read into.
fn local(field: &Field) -> Ident {
    format_ident!("field_{}", field.ident, span = Span::mixed_site())
}

/// Where the first of some tokens stands.
pub fn first_span(tokens: &impl ToTokens) -> Span {
    ends(&tokens.to_token_stream()).map_or_else(Span::call_site, |ends: Ends| ends.first)
}

/// `<ty as ToField>`, shown at the type.
pub fn to_field(ty: &Type) -> TokenStream {
    let written = ends(&ty.to_token_stream()).unwrap_or_else(|| alone(Span::call_site()));
    let span = shown_at(written.first);
    let private = private(span);
    quote_spanned!(span=> <#ty as #private::ToField>)
}

/// The marks of fields, in a slice.
pub fn marks(fields: &[Field]) -> TokenStream {
    let private = private(Span::mixed_site());
    let marks = fields.iter().map(|field| {
        let (name, to_field) = (&field.name.value, to_field(&field.ty));
        let has_default = field.default.is_some();
        quote_spanned! {Span::mixed_site()=>
            #private::Mark::maybe(#name, #to_field::TYPE, #to_field::OPTIONAL || #has_default),
        }
    });
    let marks: TokenStream = marks.collect();
    quote_spanned!(Span::mixed_site()=> &[#marks])
}

/// What is known of fields that have these marks, under the name that errors call them by.
pub fn shape(name: &str, fields: &[Field], marks: &TokenStream) -> TokenStream {
    let private = private(Span::mixed_site());
    let fields = fields.iter().enumerate().map(|(at, field)| {
        let (at, ty) = (Literal::usize_unsuffixed(at), &field.ty);
        quote_spanned! {shown_at(first_span(ty))=>
            #private::FieldShape::new::<#ty>(#marks[#at]),
        }
    });
    let fields: TokenStream = fields.collect();
    quote_spanned! {Span::mixed_site()=>
        &#private::Shape { name: #name, fields: &[#fields] }
    }
}

/// `<'a>`, if there is a lifetime.
pub fn generics(lifetime: Option<&Lifetime>) -> TokenStream {
    lifetime.map_or_else(
        TokenStream::new,
        |lifetime| quote_spanned!(Span::mixed_site()=> <#lifetime>),
    )
}

/// The lifetime of what is read: the struct's own, or any other.
pub fn run_lifetime(lifetime: Option<&Lifetime>) -> Lifetime {
    lifetime
        .cloned()
        .unwrap_or_else(|| Lifetime::new("'run", Span::mixed_site()))
}
