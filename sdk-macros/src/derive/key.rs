//! Keys of entities: the struct of a view's key, and the types that are keys or prefixes.

use heeus_abi::EntityKind;
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{Lifetime, Path};

use super::emit::{Parts, generics, to_field};
use super::model::{Entity, Field, Struct};
use super::record::record_impls;
use crate::shared::lifetimes;
use crate::shared::path::private;
use crate::shared::text::Text;

/// The key of an entity as a struct. Only a view gets it as an item.
pub struct Key<'a> {
    entity: &'a Entity,
    /// The struct; its fields are in the order of their names.
    item: Struct,
}

impl<'a> Key<'a> {
    /// Creates the key of an entity.
    pub fn of(entity: &'a Entity) -> Self {
        let mut fields = entity.item.key.clone();
        fields.sort_by(|a, b| a.name.value.cmp(&b.name.value));
        let borrowed = |lifetime: &&Lifetime| {
            let mut types = fields.iter().map(|field| field.ty.to_token_stream());
            types.any(|ty| lifetimes::mentions(ty, &|name| *name == lifetime.ident))
        };
        let lifetime = entity.item.lifetime.as_ref().filter(borrowed).cloned();
        Self {
            entity,
            item: Struct {
                sdk: entity.item.sdk.clone(),
                lints: TokenStream::new(),
                ident: format_ident!("{}Key", entity.item.ident),
                lifetime,
                key: Vec::new(),
                fields,
            },
        }
    }

    /// The key's fields in the order of their names.
    pub fn fields(&self) -> &[Field] {
        &self.item.fields
    }

    /// Emits the struct of a view's key, with its fields in the order of the key.
    pub fn item(&self) -> TokenStream {
        let entity = self.entity;
        if entity.kind != EntityKind::View {
            return TokenStream::new();
        }
        let here = Span::mixed_site();
        let (ident, of, visibility) = (&self.item.ident, &entity.item.ident, &entity.visibility);
        let own = generics(self.item.lifetime.as_ref());
        let doc = format!("Key of [`{of}`], a row of {}.", entity.shown());
        let fields = entity.item.key.iter().map(key_struct_field);
        let (fields, lints): (TokenStream, _) = (fields.collect(), &entity.item.lints);
        let exhaustive = entity
            .non_exhaustive
            .then(|| quote_spanned!(here=> #[non_exhaustive]));
        quote_spanned! {here=>
            #lints
            #[doc = #doc]
            #exhaustive
            #visibility struct #ident #own { #fields }
        }
    }

    /// Emits the method of a view's row that returns its key.
    pub fn method(&self) -> TokenStream {
        let entity = self.entity;
        if entity.kind != EntityKind::View {
            return TokenStream::new();
        }
        let here = Span::mixed_site();
        let (ident, of, visibility) = (&self.item.ident, &entity.item.ident, &entity.visibility);
        let own = generics(self.item.lifetime.as_ref());
        let owner = generics(entity.item.lifetime.as_ref());
        let doc = format!("The row's key in {}.", entity.shown());
        let cloned = self.cloned();
        quote_spanned! {here=>
            impl #owner #of #owner {
                #[doc = #doc]
                #visibility fn key(&self) -> #ident #own {
                    #ident { #cloned }
                }
            }
        }
    }

    /// `field: a clone,` for each field.
    fn cloned(&self) -> TokenStream {
        let cloned = self.entity.item.key.iter().map(|field| {
            let (ident, key_field) = (&field.ident, to_field(field));
            quote_spanned!(Span::mixed_site()=> #ident: #key_field::cloned(&self.#ident),)
        });
        cloned.collect()
    }

    /// Emits the other traits of the key's struct. They are not derived: then the only error about
    /// a type that cannot be in a key is the one that says so.
    fn trait_impls(&self) -> TokenStream {
        let here = Span::mixed_site();
        let (ident, own) = (&self.item.ident, generics(self.item.lifetime.as_ref()));
        let name = Text::from(ident).value;
        let cloned = self.cloned();
        let (mut same, mut debug_fields) = (TokenStream::new(), TokenStream::new());
        for field in &self.entity.item.key {
            let (ident, key_field) = (&field.ident, to_field(field));
            let name = Text::from(ident).value;
            same.extend(quote_spanned!(here=> && #key_field::is(&self.#ident, &__other.#ident)));
            debug_fields.extend(quote_spanned! {here=>
                ::core::fmt::DebugStruct::field(
                    &mut __all, #name, #key_field::as_debug(&self.#ident)
                );
            });
        }
        quote_spanned! {here=>
            #[automatically_derived]
            impl #own ::core::clone::Clone for #ident #own {
                fn clone(&self) -> Self {
                    Self { #cloned }
                }
            }

            impl #own ::core::cmp::PartialEq for #ident #own {
                fn eq(&self, __other: &Self) -> ::core::primitive::bool {
                    true #same
                }
            }

            #[automatically_derived]
            impl #own ::core::fmt::Debug for #ident #own {
                fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut __all = ::core::fmt::Formatter::debug_struct(__f, #name);
                    #debug_fields
                    ::core::fmt::DebugStruct::finish(&mut __all)
                }
            }
        }
    }

    /// Emits keys and prefixes: for the key's struct, and for a tuple of the leading key fields for
    /// each possible number of them in a read, from the partition fields on.
    pub fn prefix_impls(&self) -> TokenStream {
        let here = Span::mixed_site();
        let key = &self.entity.item.key;
        let mut all = TokenStream::new();
        for count in self.least()..=key.len() {
            let leading = key.get(..count).unwrap_or_default();
            let types: Vec<_> = leading.iter().map(|field| field.ty.clone()).collect();
            all.extend(self.tuple(leading, &types));
            // A key for a look-up may have a borrowed text in place of a `String`.
            let borrowed: Vec<_> = types.iter().map(borrowed).collect();
            if borrowed.iter().any(Option::is_some) {
                let types = borrowed.into_iter().zip(types);
                let types: Vec<_> = types.map(|(other, ty)| other.unwrap_or(ty)).collect();
                all.extend(self.tuple(leading, &types));
            }
        }
        if self.entity.kind == EntityKind::View {
            let own = self.item.lifetime.as_ref();
            all.extend(self.trait_impls());
            all.extend(record_impls(&self.item, &self.entity.qualified_name(), own));
            let (ident, own) = (&self.item.ident, generics(own));
            let ty = quote_spanned!(here=> #ident #own);
            all.extend(self.prefix_impl(&ty, true, |field| {
                let ident = &field.ident;
                Some((field.ty.clone(), quote_spanned!(here=> self.#ident)))
            }));
        }
        all
    }

    /// The fewest key fields of a prefix: the partition fields of a view, the whole key of other
    /// entities.
    fn least(&self) -> usize {
        match self.entity.kind {
            EntityKind::View => self.entity.partition_fields,
            _ => self.entity.item.key.len(),
        }
    }

    /// Emits that a tuple of these types is a prefix with the `leading` key fields; for one field
    /// its type takes the place of the tuple.
    fn tuple(&self, leading: &[Field], types: &[TokenStream]) -> TokenStream {
        let here = Span::mixed_site();
        let count = leading.len();
        let ty = if let [only] = types {
            only.clone()
        } else {
            quote_spanned!(here=> (#(#types),*))
        };
        self.prefix_impl(&ty, count == self.entity.item.key.len(), |field| {
            let at = leading
                .iter()
                .position(|other| other.ident == field.ident)?;
            let place = Literal::usize_unsuffixed(at);
            let value = if count == 1 {
                quote_spanned!(here=> *self)
            } else {
                quote_spanned!(here=> self.#place)
            };
            Some((types.get(at)?.clone(), value))
        })
    }

    /// Emits that a type is a prefix with those key fields for which `value` returns a value.
    fn prefix_impl(
        &self,
        ty: &TokenStream,
        is_whole: bool,
        value: impl Fn(&Field) -> Option<(TokenStream, TokenStream)>,
    ) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let (generics, target) = self.target();
        let fields = &self.item.fields;
        let descs = quote_spanned!(here=> <#target as #private::Entity>::KEY_FIELDS);
        let take = quote_spanned!(here=> __take);
        let take = Parts::some(fields, value).take(&descs, fields.len(), &take);
        let whole = is_whole.then(|| {
            quote_spanned! {here=>
                #[automatically_derived]
                impl #generics #private::Key<#target> for #ty {}
            }
        });
        quote_spanned! {here=>
            #[automatically_derived]
            impl #generics #private::Prefix<#target> for #ty {
                fn with<__R>(
                    &self,
                    __take: impl ::core::ops::FnOnce(&dyn #private::Encode) -> __R,
                ) -> __R {
                    #take
                }
            }
            #whole
        }
    }

    /// Returns the entity with a lifetime that is not its key's, and the generics of an
    /// implementation about both.
    fn target(&self) -> (TokenStream, TokenStream) {
        let here = Span::mixed_site();
        let of = &self.entity.item.ident;
        let any = Lifetime::new("'__any", here);
        match (&self.entity.item.lifetime, &self.item.lifetime) {
            (None, _) => (TokenStream::new(), of.to_token_stream()),
            (Some(_), None) => (
                quote_spanned!(here=> <#any>),
                quote_spanned!(here=> #of<#any>),
            ),
            (Some(_), Some(own)) => (
                quote_spanned!(here=> <#own, #any>),
                quote_spanned!(here=> #of<#any>),
            ),
        }
    }
}

/// Returns the borrowed type that may take the place of this type in a look-up.
fn borrowed(ty: &TokenStream) -> Option<TokenStream> {
    let path: Path = syn::parse2(ty.clone()).ok()?;
    let here = Span::mixed_site();
    let last = path.segments.last()?;
    (last.ident == "String" && last.arguments.is_none())
        .then(|| quote_spanned!(here=> &::core::primitive::str))
}

/// Returns a field of the key's struct, with its doc comment from the row.
fn key_struct_field(field: &Field) -> TokenStream {
    let here = Span::mixed_site();
    let Field {
        docs,
        visibility,
        ident,
        ty,
        name,
        ..
    } = field;
    let plain = format!("The key field `{}`.", name.value);
    let docs = if docs.is_empty() {
        quote_spanned!(here=> #[doc = #plain])
    } else {
        docs.iter().map(ToTokens::to_token_stream).collect()
    };
    quote_spanned!(here=> #docs #visibility #ident: #ty,)
}
