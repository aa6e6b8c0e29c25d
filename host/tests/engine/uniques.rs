//! Unique fields that a manifest declares.

use heeus_host::engine::{BuiltinModule, EngineConfig, LuaModule};
use heeus_host::{App, AppConfig, Package, Request};
use heeus_sdk::prelude::*;

#[derive(Record)]
struct NewCard {
    id: RecordId,
    code: i32,
}

/// A card, with unique fields that its declaration has.
#[derive(Entity, Clone)]
#[entity(record = "cards.Card", unique(code))]
struct Card {
    #[entity(id)]
    id: RecordId,
    code: i32,
}

/// The same in a script, with these unique fields.
fn cards(unique: &str) -> LuaModule {
    let script = format!(
        "heeus.entity {{ record = 'cards.Card', value = {{ 'Code i32' }}, unique = {unique} }}
heeus.extension {{ kind = 'command', name = 'Issue', run = function(ctx, a)
    ctx:new_value(ctx:key_builder('sys.Record', 'cards.Card', {{ ID = a.Id }}), {{ Code = a.Code }})
end }}"
    );
    LuaModule::new("cards.lua", script, &EngineConfig::default()).unwrap()
}

fn builtin_cards(command: &str) -> BuiltinModule {
    let issue = |ctx: &CommandContext<'_>, args: NewCard| {
        let NewCard { id, code } = args;
        Card { id, code }.insert(ctx);
    };
    BuiltinModule::builder("cards")
        .entity::<Card>()
        .command(command, issue)
        .build()
        .unwrap()
}

#[test]
fn unique_fields_of_a_manifest_need_no_other_declaration() {
    for package in [
        Package::new("cards").module(cards("{ 'Code' }")),
        Package::new("cards").module(builtin_cards("Issue")),
        Package::new("cards")
            .module(builtin_cards("Issue"))
            .unique("cards.Card", ["Code"]),
    ] {
        let app = App::in_memory(AppConfig::default()).unwrap();
        app.deploy(package).unwrap();
        let issue = |id, code| {
            let id = RecordId(id);
            let args = NewCard { id, code };
            app.command(Request::new("cards", "Issue", &args))
        };
        issue(1, 7).unwrap();
        let text = issue(2, 7).unwrap_err().to_string();
        assert!(text.contains("{Code: 7} is unique"), "{text}");
        issue(2, 8).unwrap();
    }
}

#[test]
fn modules_that_disagree_on_unique_fields_are_refused() {
    let app = App::in_memory(AppConfig::default()).unwrap();
    let both = |unique| {
        Package::new("cards")
            .module(cards(unique))
            .module(builtin_cards("Other"))
    };
    let text = app.deploy(both("{}")).unwrap_err().to_string();
    let expected = "entity cards.Card: found different declarations of cards.lua and cards";
    assert!(text.contains(expected), "{text}");
    app.deploy(both("{ 'Code' }")).unwrap();
}
