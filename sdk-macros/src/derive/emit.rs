//! The parts of generated code that deal with the fields of a struct.

use heeus_abi::layout::ALIGN;
use heeus_abi::write::head_bytes;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Lifetime;

use super::model::{Field, Role};
use crate::shared::lifetimes;
use crate::shared::path::{macro_span, private};
use crate::shared::span_range::span_range;

/// Fields in the order of their names, with expressions for their values.
pub struct Parts<'a> {
    parts: Vec<Part<'a>>,
}

/// A field, and the expression for its value.
struct Part<'a> {
    /// The index among all fields.
    index: usize,
    field: &'a Field,
    /// The type that the field is written as.
    ty: TokenStream,
    value: TokenStream,
}

impl<'a> Parts<'a> {
    /// Creates the parts for all fields of a struct.
    pub fn new(fields: &'a [Field]) -> Self {
        Self::some(fields, |field| {
            let ident = &field.ident;
            let value = quote_spanned!(Span::mixed_site()=> self.#ident);
            Some((field.ty.clone(), value))
        })
    }

    /// Creates the parts for the fields that have a value, of the field's type or of one with the
    /// same encoding.
    pub fn some(
        fields: &'a [Field],
        value: impl Fn(&Field) -> Option<(TokenStream, TokenStream)>,
    ) -> Self {
        let parts = fields.iter().enumerate().filter_map(|(index, field)| {
            let (ty, value) = value(field)?;
            Some(Part {
                index,
                field,
                ty,
                value,
            })
        });
        Self {
            parts: parts.collect(),
        }
    }

    fn each(&self, piece: impl Fn(&Part<'_>, &Literal) -> TokenStream) -> TokenStream {
        let pieces = self.parts.iter().map(|part| {
            let at = Literal::usize_unsuffixed(part.index);
            piece(part, &at)
        });
        pieces.collect()
    }

    /// The values of all fields, in an array.
    pub fn values(&self) -> TokenStream {
        let values = self.each(|part, _| {
            let (to_field, value) = (as_field(part.field.role, &part.ty), &part.value);
            quote_spanned!(Span::mixed_site()=> #to_field::to_value(&#value),)
        });
        quote_spanned!(Span::mixed_site()=> [#values])
    }

    /// For each field, whether it is the same in `self` and in `__other`.
    pub fn same(&self) -> Vec<TokenStream> {
        let same = self.parts.iter().map(|part| {
            let (field, ident) = (as_field(part.field.role, &part.ty), &part.field.ident);
            quote_spanned!(Span::mixed_site()=> #field::is_same(&self.#ident, &__other.#ident))
        });
        same.collect()
    }

    /// Passes the record of the fields to `take`. `fields` are all fields; there are `all` of
    /// them.
    pub fn take(&self, fields: &TokenStream, all: usize, take: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let values = self.values();
        let own = if self.parts.len() == all {
            fields.clone()
        } else {
            let own = self.each(|_, at| quote_spanned!(here=> #private::field_desc(#fields, #at),));
            quote_spanned!(here=> const { &[#own] })
        };
        let names = self.parts.iter().map(|part| part.field.name.value.len());
        let size = head_bytes(self.parts.len(), names.sum()).next_multiple_of(ALIGN);
        let size = Literal::usize_unsuffixed(size);
        quote_spanned!(here=> #private::take_record! { #take, #own, #size, #values })
    }

    /// Statements that read each field into a local of its own.
    ///
    /// `own` is the lifetime of the struct, if the data that is read has another one.
    pub fn read(&self, from: &str, own: Option<&Lifetime>) -> Reads {
        let here = Span::mixed_site();
        let from = Ident::new(from, here);
        let reads = self.parts.iter().map(|part| {
            let at = Literal::usize_unsuffixed(part.index);
            let local = local(part.field);
            let ty = match own {
                Some(own) => {
                    lifetimes::anonymous(part.field.ty.clone(), &|name| *name == own.ident)
                }
                None => part.field.ty.clone(),
            };
            let read_field = as_field(part.field.role, &ty);
            let read = match &part.field.default {
                None => quote_spanned!(here=> let #local = #read_field::must(&#from, #at)?;),
                Some(default) => quote_spanned! {here=>
                    let #local = match #read_field::find(&#from, #at)? {
                        ::core::option::Option::Some(__value) => __value,
                        ::core::option::Option::None => {
                            let __value: #ty = #default;
                            __value
                        }
                    };
                },
            };
            (part.field.place, read)
        });
        Reads(reads.collect())
    }

    /// Output `field: local,` for each field.
    pub fn all(&self) -> TokenStream {
        self.each(|part, _| {
            let (local, ident) = (local(part.field), &part.field.ident);
            quote_spanned!(Span::mixed_site()=> #ident: #local,)
        })
    }
}

/// Statements that read fields, each with the index of its field in the struct.
pub struct Reads(Vec<(usize, TokenStream)>);

impl Reads {
    /// Adds other statements.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Output the statements, last field first: the last field is then dropped last, and an arena
    /// gets back the memory of all of them.
    pub fn last_first(mut self) -> TokenStream {
        self.0.sort_by_key(|(place, _)| usize::MAX - place);
        self.0.into_iter().map(|(_, read)| read).collect()
    }
}

/// The local variable of a field that is read.
fn local(field: &Field) -> Ident {
    format_ident!("__field_{}", field.ident, span = Span::mixed_site())
}

/// The span of the first of some tokens.
pub fn first_span(tokens: &impl ToTokens) -> Span {
    span_range(&tokens.to_token_stream()).map_or_else(Span::call_site, |range| range.first)
}

/// `<type as a_trait>` for the trait of a field's type. The compiler shows an error about a type at
/// the type, and only once: it does not repeat an equal error.
pub fn to_field(field: &Field) -> TokenStream {
    as_field(field.role, &field.ty)
}

fn as_field(role: Role, ty: &TokenStream) -> TokenStream {
    let span = macro_span(first_span(ty));
    let private = private(span);
    match role {
        Role::Value => quote_spanned!(span=> <#ty as #private::ReadField<'_>>),
        Role::Key => quote_spanned!(span=> <#ty as #private::KeyField<'_>>),
        Role::Id => quote_spanned!(span=> <#ty as #private::IdField>),
    }
}

/// The descriptions of fields, as a slice.
pub fn field_descs(fields: &[Field]) -> TokenStream {
    let private = private(Span::mixed_site());
    let descs = fields.iter().map(|field| {
        let (name, to_field) = (&field.name.value, to_field(field));
        let has_default = field.default.is_some();
        quote_spanned! {Span::mixed_site()=>
            #private::FieldDesc::new(#name, #to_field::WIRE)
                .optional(#to_field::IS_OPTIONAL || #has_default),
        }
    });
    let descs: TokenStream = descs.collect();
    quote_spanned!(Span::mixed_site()=> &[#descs])
}

/// The shape of fields with these descriptions; `name` is the name in errors.
pub fn shape(name: &TokenStream, fields: &[Field], descs: &TokenStream) -> TokenStream {
    let private = private(Span::mixed_site());
    let fields = fields.iter().enumerate().map(|(at, field)| {
        let (at, to_field) = (Literal::usize_unsuffixed(at), to_field(field));
        quote_spanned! {Span::mixed_site()=>
            #private::FieldShape::new(#private::field_desc(#descs, #at), #to_field::FIELD_SHAPE),
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

/// The lifetime of the data that is read: the struct's own, or any other.
pub fn run_lifetime(lifetime: Option<&Lifetime>) -> Lifetime {
    lifetime
        .cloned()
        .unwrap_or_else(|| Lifetime::new("'run", Span::mixed_site()))
}
