//! Fragments of a user's `macro_rules!`: each place accepts each kind of fragment that fits there.
#![forbid(unsafe_code)]
#![deny(warnings)]

use heeus_sdk::prelude::*;
use heeus_sdk::{entity, untyped::WasmState};

/// Fills every place of a record.
macro_rules! record {
    (
        $(#[$meta:meta])* $vis:vis $name:ident<$run:lifetime>, $case:literal, $rename:literal, $sdk:literal,
        $field_vis:vis $field:ident: $ty:ty, $default:expr, $path:path, $owned:ident, $tt:tt
    ) => {
        $(#[$meta])*
        #[derive(Record)]
        #[record(rename_all = $case, crate = $sdk)]
        $vis struct $name<$run> {
            #[record(default = $default)]
            $field_vis $field: $ty,
            #[record(rename = $rename)]
            pub optional: Option<$ty>,
            /// A path.
            pub path: $path,
            /// A type inside another type.
            pub several: Vec<$path>,
            /// An identifier.
            pub owned: $owned,
            /// A tree of tokens.
            pub tree: $tt,
            /// A borrowed text.
            pub borrowed: &$run str,
        }
    };
}

/// Passes everything on, so that fragments are inside fragments.
macro_rules! nested {
    ($name:ident, $lifetime:lifetime, $literal:literal, $expr:expr, $ty:ty, $path:path, $vis:vis) => {
        record! {
            #[doc = $literal] #[derive(Clone)]
            $vis $name<$lifetime>, "camelCase", $literal, "heeus_sdk",
            $vis field: $ty, $expr, $path, String, bool
        }
    };
}

nested!(Nested, 'run, "a name", 1 + 2, i64, std::string::String, pub);

macro_rules! attribute {
    ($all:meta, $one:meta, $name:ident { $($field:tt)* }) => {
        /// A record whose attributes are whole fragments.
        #[derive(Record)]
        #[$all]
        pub struct $name {
            #[$one]
            $($field)*
        }
    };
}

attribute!(record(rename_all = "snake_case"), record(rename = "x", default), Attributes { pub a: i32 });

/// Fills every place of an entity.
macro_rules! view {
    ($vis:vis $name:ident, $qname:expr, $role:ident $key_ty:ty, $clustering:ident, $ty:ty, $other:ident) => {
        /// A view.
        #[derive(Entity, Clone)]
        #[entity(view = $qname)]
        $vis struct $name {
            /// A key field.
            #[entity($role)]
            pub first: $key_ty,
            /// A key field.
            #[entity($clustering)]
            pub second: $key_ty,
            /// A value.
            pub value: $ty,
            /// A value.
            #[entity(default)]
            pub $other: Option<$ty>,
        }
    };
}

view!(pub Totals, "fragments.Totals", partition i32, clustering, i64, r#type);

macro_rules! record_entity {
    ($name:literal, $id:ty) => {
        /// A record.
        #[derive(Entity, Clone)]
        #[entity(record = $name)]
        pub struct Article {
            /// The id.
            #[entity(id)]
            pub id: $id,
        }
    };
}

record_entity!("fragments.Article", RecordId);

/// Fills every place of types of fields.
macro_rules! own_field {
    (
        $(#[$meta:meta])* $vis:vis $name:ident, $case:literal, $sdk:literal, $variant:ident, $other:ident, $rename:expr,
        $number:ident, $wire:ident, $value:expr, $around:ident<$run:lifetime>, $ty:ty, $tt:tt
    ) => {
        $(#[$meta])*
        #[derive(Field)]
        #[field(rename_all = $case, crate = $sdk)]
        $vis enum $name {
            /// A variant.
            $variant,
            /// A variant.
            #[field(rename = $rename)]
            $other,
        }

        /// An enum.
        #[derive(Field)]
        #[field(number = $wire)]
        $vis enum $number {
            /// A variant.
            $variant = $value,
            /// A variant.
            $other,
        }

        /// A struct around a type.
        #[derive(Field)]
        $vis struct $around<$run>($ty, core::marker::PhantomData<&$run ()>);

        /// A struct around a tree of tokens.
        #[derive(Field)]
        $vis struct Tree($tt);
    };
}

macro_rules! nested_field {
    ($name:ident, $literal:literal, $variant:ident, $expr:expr, $wire:ident, $run:lifetime, $ty:ty) => {
        own_field! {
            #[doc = $literal] #[derive(Clone)]
            pub $name, "snake_case", "heeus_sdk", $variant, r#Other, $literal, Number, $wire, $expr, Around<$run>, $ty, i64
        }
    };
}

nested_field!(Named, "a name", Variant, 1 + 2, i64, 'run, &'run str);

/// A record with those fields.
#[derive(Record)]
pub struct OwnFields<'run> {
    /// A field.
    pub named: Named,
    /// A field.
    pub number: Number,
    /// A field.
    pub around: Around<'run>,
    /// A field.
    pub tree: Tree,
}

/// Fills every place of an extension.
macro_rules! extension {
    (
        $(#[$meta:meta])* $vis:vis fn $function:ident<$run:lifetime>(($ctx:pat_param) as $ctx_ty:ty, $args:ident: $args_ty:ty)
            -> $answer:ty $body:block, $kind:literal, $name:expr
    ) => {
        $(#[$meta])*
        #[extension(kind = $kind, name = $name, crate = ::heeus_sdk)]
        $vis fn $function<$run>($ctx: $ctx_ty, $args: $args_ty) -> $answer $body
    };
}

macro_rules! nested_extension {
    ($function:ident, $args:ident, $name:literal, $body:block, $answer:ty, $run:lifetime) => {
        extension! {
            /// An extension in the output of two macros.
            pub fn $function<$run>((_) as &QueryContext<'_>, $args: Nested<$run>) -> $answer $body, "query", $name
        }
    };
}

nested_extension!(answers, args, "Answers", { Ok(args) }, Result<Nested<'run>, Error>, 'run);

macro_rules! in_result {
    ($ok:ty, $error:ty, $value:expr) => {
        /// An extension whose result consists of fragments.
        #[extension(kind = "command", name = "InResult")]
        fn in_result(_: &CommandContext<'_>) -> Result<$ok, $error> {
            $value
        }
    };
}

in_result!((), Error, Ok(()));

macro_rules! body {
    ($name:ident $body:block) => {
        /// An extension whose body is a fragment.
        #[extension(kind = "job")]
        fn $name(_: &JobContext<'_>) $body
    };
}

body!(job {});

macro_rules! old {
    ($name:ident $body:block, $($attribute:tt)*) => {
        /// A deprecated extension whose body is a fragment.
        #[extension(kind = "job")]
        $($attribute)*
        fn $name(_: &JobContext<'_>) $body
    };
}

old!(old_job {}, #[deprecated(note = "it is old")]);

macro_rules! item {
    ($attribute:meta, $item:item) => {
        #[$attribute]
        $item
    };
}

item!(
    extension(kind = "job", name = "item"),
    fn whole_item(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
);

macro_rules! derived {
    ($item:item) => {
        #[derive(Record)]
        $item
    };
}

derived!(
    /// A whole item.
    #[record(rename_all = "snake_case")]
    pub struct Whole {
        /// A field.
        #[record(default = 5)]
        pub field: i32,
    }
);

/// Fills every place of a declaration.
macro_rules! declared {
    (
        $(#[$meta:meta])* $vis:vis $name:ident = $kind:ident $qname:expr, $field:ident: $ty:ty, $other:literal: $word:ident,
        $clause:tt, $sdk:expr
    ) => {
        entity! {
            crate = $sdk,
            $(#[$meta])*
            $vis $name = $kind $qname {
                partition { $field: $ty, $other: $word }
                value $clause
            }
        }
    };
}

macro_rules! nested_declared {
    ($name:ident, $qname:literal, $ty:ty) => {
        declared! {
            /// A declaration in the output of two macros.
            pub $name = view $qname, Year: $ty, "two words": string, { Amount: i64 }, "heeus_sdk"
        }
    };
}

nested_declared!(DECLARED, "fragments.Declared", i32);

/// Uses the items that the macros generate.
pub fn main() {
    let _: &'static str = DECLARED;
    let total = Totals {
        first: 1,
        second: 2,
        value: 3,
        r#type: None,
    };
    let key: TotalsKey = total.key();
    assert_eq!((key.first, key.second), (1, 2));
    let nested = Nested {
        field: 1,
        optional: None,
        path: String::new(),
        several: Vec::new(),
        owned: String::new(),
        tree: true,
        borrowed: "",
    };
    assert_eq!(nested.clone().field, 1);
    assert_eq!(Nested::FIELDS.len(), 7);
    let names: Vec<&str> = Nested::SHAPE
        .fields
        .iter()
        .map(|field| field.name)
        .collect();
    assert_eq!(
        names,
        ["a name", "borrowed", "field", "owned", "path", "several", "tree"]
    );
    let names: Vec<&str> = Attributes::SHAPE
        .fields
        .iter()
        .map(|field| field.name)
        .collect();
    assert_eq!(names, ["x"]);
    let _ = (Whole { field: 1 }, Article { id: RecordId(1) });
    let own = OwnFields {
        named: Named::r#Other,
        number: Number::Variant,
        around: Around("", core::marker::PhantomData),
        tree: Tree(1),
    };
    assert!(!own.to_bytes().is_empty());
    let _ = (Named::Variant, Number::r#Other);
}
