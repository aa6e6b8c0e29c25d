//! Several crates with extensions in one program, each a module of its own.

use heeus_host::engine::{BuiltinEngine, BuiltinModule, EngineConfig};
use heeus_host_testkit::prelude::*;

use guest_library::BALANCE;

mod shop {
    use heeus_sdk::untyped::{WasmState, WasmStateElement};
    use heeus_sdk::{Record, entity, extension};

    entity! {
        /// An article.
        pub ARTICLE = record "shop.Article" {
            value { Name: string }
        }
    }

    /// The number of articles.
    #[derive(Record)]
    pub struct Count {
        pub count: i32,
    }

    /// An extension with a name that the library has too.
    #[extension(kind = "command", name = "Balance")]
    fn balance(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

    #[extension(kind = "query", name = "Count")]
    fn count(_: &heeus_sdk::QueryContext<'_>) -> Count {
        Count { count: 1 }
    }
}

fn module(crates: &[&str]) -> BuiltinModule {
    let module = BuiltinModule::linked_in("test", crates);
    module.unwrap_or_else(|error| panic!("{error}"))
}

/// The names of the extensions and entities of a module.
fn names_in(module: &BuiltinModule) -> Vec<&str> {
    let manifest = module.manifest();
    let extensions = manifest.extensions.iter().map(|own| own.name.as_str());
    let entities = manifest.entities.iter().map(|own| own.name.as_str());
    let mut names: Vec<&str> = extensions.chain(entities).collect();
    names.sort_unstable();
    names
}

fn kit(module: &BuiltinModule) -> Kit {
    let engine = BuiltinEngine::new(module, &EngineConfig::default());
    Kit::with_engine("test", Box::new(engine))
}

#[test]
fn a_module_has_what_its_crate_annotates_and_declares() {
    let own = module(&["linked"]);
    assert_eq!(names_in(&own), ["Balance", "Count", shop::ARTICLE]);
    let library = module(&["guest-library"]);
    assert_eq!(names_in(&library), ["Balance", "Inside", BALANCE]);
    assert_eq!(names_in(&module(&["guest_library"])), names_in(&library));

    kit(&own).run("Balance", record! {}).expect_no_intents();
    let mut kit = kit(&library);
    let customer = || record! { Customer: RecordId(7) };
    kit.view(BALANCE, customer(), record! { Cents: 5i64 });
    kit.run("Balance", customer())
        .expect_intents([result(record! { Cents: 5i64 })]);
}

#[test]
fn what_contradicts_in_the_program_is_reported_where_it_is_taken_together() {
    let expected = "test: load: refused: extension Balance: found two of this name, a ";
    let all = BuiltinModule::linked("test").expect_err("two of one name");
    assert!(all.to_string().starts_with(expected), "{all}");
    let both = ["linked", "guest-library"];
    let both = BuiltinModule::linked_in("test", &both).expect_err("two of one name");
    assert!(both.to_string().starts_with(expected), "{both}");
}

#[test]
fn a_crate_that_has_nothing_is_named() {
    let crates = ["linked", "no-such", "heeus_abi"];
    let error = BuiltinModule::linked_in("test", &crates).expect_err("two have nothing");
    let text = error.to_string();
    let expected = "test: load: refused: crate no_such: found no annotated function and no entity, \
                    expected one of the crates that have some: guest_library, linked; crate \
                    heeus_abi: found no ";
    assert!(text.starts_with(expected), "{text}");
    let none = BuiltinModule::linked_in("test", &[]).expect_err("none");
    assert!(
        none.to_string()
            .contains("extensions of this program: found none"),
        "{none}"
    );
}
