//! Expansions of the derive macros, and the errors for wrong structs.

use heeus_abi::limits::MAX_FIELDS;

use super::{entity, field, record};
use crate::testing::{golden, messages, tokens};

// The types are the user's own in the expansions below: all other names there come from the macro.

#[test]
fn golden_record() {
    let item = "
        #[record(rename_all = \"camelCase\")]
        pub struct NewOrder<'run> {
            year: Year,
            #[record(rename = \"Items\")]
            lines: Lines<'run>,
            #[record(default)]
            urgent: Flag,
            #[record(default = NOTE)]
            note_text: Text<'run>,
        }";
    golden("derive_record", record(tokens(item)));
}

#[test]
fn golden_record_without_fields() {
    golden("derive_record_empty", record(tokens("struct Nothing;")));
}

#[test]
fn golden_view() {
    let item = "
        #[entity(view = \"shop.Totals\")]
        pub struct Totals<'run> {
            /// Whose total it is.
            #[entity(partition)]
            customer: Text<'run>,
            #[entity(clustering)]
            day: Day,
            amount: Amount,
            note: Maybe<Text<'run>>,
        }";
    golden("derive_view", entity(tokens(item)));
}

#[test]
fn golden_record_entity() {
    let item = "
        #[entity(record = \"shop.Article\")]
        struct Article {
            #[entity(id)]
            id: RecordId,
            name: Name,
        }";
    golden("derive_record_entity", entity(tokens(item)));
}

#[test]
fn golden_singleton() {
    let item = "
        #[entity(singleton = \"shop.Config\")]
        struct Config {
            currency: Name,
        }";
    golden("derive_singleton", entity(tokens(item)));
}

#[test]
fn golden_part() {
    let item = "
        #[entity(part_of = shop::Totals)]
        pub struct Amount<'run> {
            #[entity(partition)]
            year: Year,
            #[entity(clustering)]
            article: Article<'run>,
            amount: Sum,
        }";
    golden("derive_part", entity(tokens(item)));
}

#[test]
fn golden_enum_by_names() {
    let item = "
        #[field(rename_all = \"camelCase\")]
        pub enum Status {
            Open,
            PartlyPaid,
            #[field(rename = \"void\")]
            Cancelled,
        }";
    golden("derive_field_names", field(tokens(item)));
}

#[test]
fn golden_enum_by_numbers() {
    let item = "#[field(number)] pub enum Grade { Good = 1, Bad }";
    golden("derive_field_numbers", field(tokens(item)));
}

#[test]
fn golden_struct_around_a_value() {
    let item = "pub struct Code<'a, E: Bound>(PhantomData<E>, Text<'a>) where E: Copy;";
    golden("derive_field_around", field(tokens(item)));
}

#[test]
fn golden_conversion() {
    let item = "#[field(convert)] pub struct Percent { value: Value }";
    golden("derive_field_convert", field(tokens(item)));
}

#[test]
fn all_errors_of_an_enum_are_told_at_once() {
    let item = "
        #[field(rename_all = \"kebab-case\", numbers)]
        enum Payment {
            Cash,
            Card(i32),
            #[field(rename = 1, names = \"Cash\")]
            Coins,
            #[field(rename = \"Cash\")]
            Other,
        }";
    assert_eq!(
        messages(field(tokens(item))),
        [
            "unknown key `numbers`, did you mean `number`? Expected one of `number`, \
             `rename_all`, `convert`, `crate`",
            "a variant that is a field has no data: write fields of a struct that derives \
             `Record`, or convert the enum with `#[field(convert)]`",
            "unknown case `kebab-case`; expected one of `PascalCase`, `camelCase`, `snake_case`",
            "unknown key `names`; expected one of `rename`",
            "`rename` is a string literal: `rename = \"..\"`",
            "two variants have the name `Cash` on the wire",
        ]
    );
}

#[test]
fn all_errors_of_a_struct_are_told_at_once() {
    let item = "
        #[record(rename_all = \"kebab-case\", name = 1)]
        struct Order<T> {
            #[record(rename = \"Same\")]
            a: i32,
            same: i32,
            #[record(rename = 1, rename = \"B\")]
            b: i32,
        }";
    let reported = messages(record(tokens(item)));
    assert_eq!(
        reported,
        [
            "a struct that is a record has no type parameters: its fields must be known",
            "unknown key `name`; expected one of `rename_all`, `crate`",
            "unknown case `kebab-case`; expected one of `PascalCase`, `camelCase`, `snake_case`",
            "`rename` is given twice",
            "`rename` is a string literal: `rename = \"..\"`",
            "two fields have the name `Same` on the wire",
        ]
    );
}

#[test]
fn a_record_has_as_many_fields_as_the_contract_allows() {
    let item = |count: usize| {
        let fields: Vec<_> = (0..count).map(|n| format!("f{n}: bool")).collect();
        format!("struct Large {{ {} }}", fields.join(", "))
    };
    assert_eq!(messages(record(tokens(&item(MAX_FIELDS)))), [""; 0]);
    let reported = messages(record(tokens(&item(MAX_FIELDS + 1))));
    assert_eq!(
        reported,
        ["a record has at most 1024 fields, and 65535 bytes up to the end of their names"]
    );
}

#[test]
fn the_sdk_may_have_another_name() {
    for (given, path) in [
        ("sdk", "use sdk :: __private_1"),
        ("a::b", "use a :: b :: __private_1"),
    ] {
        let item = format!("#[record(crate = \"{given}\")] struct Nothing;");
        let expansion = record(tokens(&item)).to_string();
        assert!(expansion.contains(path), "{expansion}");
        let item =
            format!("#[entity(singleton = \"a.B\", crate = \"{given}\")] struct B {{ c: i32 }}");
        let expansion = entity(tokens(&item)).to_string();
        assert!(expansion.contains(path), "{expansion}");
        for right_or_wrong in ["struct B(i32);", "struct B;"] {
            let item = format!("#[field(crate = \"{given}\")] {right_or_wrong}");
            let expansion = field(tokens(&item)).to_string();
            assert!(expansion.contains(path), "{expansion}");
        }
    }
    let wrong = messages(record(tokens("#[record(crate = \"a b\")] struct Nothing;")));
    assert_eq!(
        wrong,
        ["`crate` is the path of the SDK, as a text: `crate = \"facade::heeus_sdk\"`"]
    );
}

#[test]
fn where_something_is_wrong_there_are_stubs() {
    for item in [
        "enum E { A }",
        "struct T(i32);",
        "struct S<'a, 'b, T> { a: &'a str, b: &'b T }",
    ] {
        let expansion = record(tokens(item)).to_string();
        assert!(expansion.contains(":: ToRecord for"), "{expansion}");
        let expansion = entity(tokens(item)).to_string();
        assert!(expansion.contains(":: Singleton for"), "{expansion}");
    }
    for item in [
        "enum E {}",
        "struct T(i32, i32);",
        "struct S<'a, 'b, T>(&'a str, &'b T);",
        "union U { a: i32 }",
    ] {
        let expansion = field(tokens(item)).to_string();
        for of_trait in ["ToField", "ToItem", "IdField"] {
            let wanted = format!(":: {of_trait} for");
            let borrows = of_trait == "IdField" && item.contains("'a");
            assert!(borrows || expansion.contains(&wanted), "{expansion}");
        }
    }
    let view = "#[entity(viw = \"a.B\")] struct B { #[entity(partitoin)] a: i32, b: i64 }";
    let expansion = entity(tokens(view)).to_string();
    assert!(expansion.contains("struct BKey"), "{expansion}");
    assert!(expansion.contains(":: View for B"), "{expansion}");
    assert!(expansion.contains(":: Key < B > for i32"), "{expansion}");
}
