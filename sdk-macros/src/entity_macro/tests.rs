//! Expansions of `entity!`, and the errors for wrong declarations.

use heeus_abi::manifest::{Entity, FieldDecl, Manifest};
use heeus_abi::{EntityKind, FieldType};

use super::{check, expand, parse};
use crate::shared::diag::Diag;
use crate::testing::{golden, messages, tokens};

fn declared(source: &str) -> Vec<Entity> {
    let mut diag = Diag::default();
    let (_, written) = parse::parse(tokens(source), &mut diag);
    let entities = check::check(&written, &mut diag);
    assert_eq!(diag.into_compile_errors().to_string(), "");
    let section: Vec<u8> = entities
        .into_iter()
        .flat_map(|entity| entity.manifest)
        .collect();
    Manifest::decode(&section).expect("entries").entities
}

fn errors(source: &str) -> Vec<String> {
    messages(expand(tokens(source)))
}

fn field(name: &str, ty: FieldType) -> FieldDecl {
    FieldDecl::new(name, ty)
}

#[test]
fn golden_kinds() {
    let source = "
        /// Totals of ordered items by day.
        pub ORDERED_ITEMS = view \"orders.OrderedItems\" {
            partition { Year: i32 }
            clustering { Month: i32, Day: i32 }
            value { Amount: i64 }
        }
        #[cfg(feature = \"articles\")]
        pub(crate) ARTICLE = record \"orders.Article\" { value { Name: string, Note: string? } }
        CONFIG = singleton \"orders.Config\" { value { Currency: string } }";
    golden("entity_kinds", expand(tokens(source)));
}

#[test]
fn a_view_has_both_parts_of_its_key_in_order() {
    let source = "V = view \"a.b.V\" {
        value { N: i64, }
        clustering { B: string }
        partition { A: i32, Z: qname }
    }";
    let expected = Entity {
        name: "a.b.V".into(),
        kind: EntityKind::View,
        partition_fields: 2,
        key: vec![
            field("A", FieldType::I32),
            field("Z", FieldType::QName),
            field("B", FieldType::Str),
        ],
        value: vec![field("N", FieldType::I64)],
    };
    assert_eq!(declared(source), [expected]);
}

#[test]
fn the_key_of_a_record_is_its_id() {
    let declared = declared("R = record \"a.R\" { value { Name: string } }");
    assert_eq!(declared[0].kind, EntityKind::Record);
    assert_eq!(declared[0].key, [field("ID", FieldType::Id)]);
    assert_eq!(declared[0].partition_fields, 0);
}

#[test]
fn a_singleton_has_no_key() {
    let declared = declared("S = singleton \"a.S\" { value { Name: string } }");
    assert_eq!(declared[0].kind, EntityKind::Singleton);
    assert_eq!(declared[0].key, []);
}

#[test]
fn every_type_has_a_word() {
    let words = "A: i32, B: i64, C: f32, D: f64, E: bool, F: string, G: bytes, H: qname, I: id, J: \
                 record, K: array";
    let declared = declared(&format!("R = record \"a.R\" {{ value {{ {words} }} }}"));
    let types: Vec<_> = declared[0].value.iter().map(|field| field.ty).collect();
    assert_eq!(types, FieldType::ALL);
}

#[test]
fn names_of_fields_are_words_or_texts() {
    let source = "R = record \"a.R\" { value {
        /// What it is.
        type: i32,
        r#match: i32,
        \"two words\": i32,
        value: i32
    } }";
    let declared = declared(source);
    let names: Vec<_> = declared[0]
        .value
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(names, ["type", "match", "two words", "value"]);
}

#[test]
fn the_same_again_is_fine_and_conditions_may_differ() {
    let same = "A = record \"a.R\" { value { N: i32 } } B = record \"a.R\" { value { N: i32 } }";
    assert_eq!(declared(same).len(), 2);
    let either = "
        #[cfg(x)] A = record \"a.R\" { value { N: i32 } }
        #[cfg(not(x))] A = record \"a.R\" { value { N: i64 } }";
    assert_eq!(declared(either).len(), 2);
    let differs = "A = record \"a.R\" { value { N: i32 } } B = record \"a.R\" { value { N: i64 } }";
    assert_eq!(errors(differs), ["`a.R` is declared above in another way"]);
}

#[test]
fn no_error_hides_another() {
    let source = "
        A view \"a.A\" { value { N: i32 } }
        B = view \"B\" { partition { N: i33 M: i32, 5: i32, O: Vec<u8> } values {} value { P i32, Q: i32 } }
        C = record \"a.C\" { partition { N: i32 } value { ID: id, N: i32, N: i32 } value { } ?? }
        D = vew \"a.D\" { value { \"\": i32 } }";
    let expected = [
        "expected `NAME = view \"package.Entity\" { .. }`",
        "expected `,` between fields",
        "expected a field: `Name: type`",
        "a type is one word here, with a `?` if rows may lack the field; expected one of `i32`, \
         `i64`, `f32`, `f64`, `bool`, `string`, `bytes`, `qname`, `id`, `record`, `array`",
        "expected a field: `Name: type`",
        "expected a clause: `partition { .. }`, `clustering { .. }` or `value { .. }`",
        "`B` is not a qualified name: package path, a dot, entity",
        "unknown clause `values`, did you mean `value`? Expected one of `partition`, `clustering`, \
         `value`",
        "a record has no such clause, its key is the field `ID`",
        "`value` is given twice",
        "`ID` is the key of every record: leave it out",
        "the field `N` is declared twice",
        "the field `N` is declared twice",
        "unknown entity kind `vew`, did you mean `view`? Expected one of `view`, `record`, \
         `singleton`",
        "the name of a field has 1 to 255 bytes and no NUL, this one is empty",
    ];
    assert_eq!(errors(source), expected);
}

#[test]
fn constants_are_there_though_something_is_wrong() {
    let expansion = expand(tokens("pub A = record \"a.A\" { }")).to_string();
    assert!(expansion.starts_with("pub const A :"), "{expansion}");
    assert!(expansion.contains("compile_error"), "{expansion}");
}

#[test]
fn clauses_that_are_missing_are_named() {
    assert_eq!(
        errors("A = view \"a.A\" {}"),
        [
            "a view needs a clause `partition { Name: type, .. }`",
            "a view needs a clause `value { Name: type, .. }`"
        ]
    );
    assert_eq!(
        errors("A = singleton \"a.A\" {}"),
        ["a singleton needs a clause `value { Name: type, .. }`"]
    );
}

#[test]
fn limits_are_those_of_the_contract() {
    let fields = |count: usize, length: usize| {
        let fields = (0..count).map(|n| format!("{}{n:04}: bool,", "x".repeat(length - 4)));
        fields.collect::<String>()
    };
    let record = |fields: &str| format!("A = record \"a.A\" {{ value {{ {fields} }} }}");
    let view = |fields: &str| {
        format!("A = view \"a.A\" {{ partition {{ {fields} }} value {{ N: i32 }} }}")
    };
    assert_eq!(declared(&record(&fields(1024, 5))).len(), 1);
    assert_eq!(
        errors(&record(&fields(1025, 5))),
        ["the entity cannot be declared: at most 1024 fields in the key and in the value"]
    );
    assert_eq!(
        errors(&record(&fields(250, 255))),
        [
            "the entity cannot be declared: a record has too many fields: at most 1024, and 65535 \
             bytes up to the end of their names"
        ]
    );
    assert_eq!(declared(&view(&fields(255, 5)))[0].partition_fields, 255);
    assert_eq!(
        errors(&view(&fields(256, 5))),
        ["a partition key has at most 255 fields"]
    );
}
