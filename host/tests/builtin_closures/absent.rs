//! Fields that rows may lack, as structs and `entity!` declare them.

use heeus_abi::manifest;
use heeus_host::engine::BuiltinModule;
use heeus_sdk::{CommandContext, Entity, native};

use super::build;

/// Only one of its fields is in every row.
#[derive(Entity)]
#[entity(singleton = "shop.Terms")]
struct Terms {
    days: i32,
    text: Option<String>,
    #[entity(default = 5)]
    rate: i64,
}

heeus_sdk::entity! {
    WAYS = singleton "shop.Ways" { value { Days: i32, Text: string?, Rate: i64? } }
}

#[test]
fn the_manifest_reports_which_fields_rows_may_lack() {
    let module = build(
        BuiltinModule::builder("shop")
            .command("A", |_: &CommandContext<'_>| ())
            .entity::<Terms>(),
    );
    let shown = |fields: &[manifest::FieldDecl]| -> Vec<String> {
        fields.iter().map(ToString::to_string).collect()
    };
    let [terms] = module.manifest().entities.as_slice() else {
        panic!("{:?}", module.manifest().entities);
    };
    assert_eq!(
        shown(&terms.value),
        ["Days: i32", "Rate: i64?", "Text: string?"]
    );
    let all = manifest::Manifest::decode(&native::manifest()).expect("sound");
    let ways = all.entities.iter().find(|entity| entity.name == WAYS);
    let value = &ways.expect("it is declared").value;
    assert_eq!(shown(value), ["Days: i32", "Text: string?", "Rate: i64?"]);
    let (text, rate) = (None, 5);
    let _ = Terms {
        days: 1,
        text,
        rate,
    };
}
