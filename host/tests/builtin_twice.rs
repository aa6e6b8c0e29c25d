//! A program with two extensions of one name, and two declarations of one entity.

use heeus_host::engine::BuiltinEngine;
use heeus_host::error::ErrorClass;

mod first {
    use heeus_sdk::untyped::{WasmState, WasmStateElement};
    use heeus_sdk::{entity, extension};

    entity! {
        pub DAYS = view "test.Days" {
            partition { Year: i32 }
            value { Amount: i64 }
        }
    }

    #[extension(kind = "command", name = "Same")]
    fn same(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

mod second {
    use heeus_sdk::untyped::{WasmState, WasmStateElement};
    use heeus_sdk::{entity, extension};

    entity! {
        pub DAYS = view "test.Days" {
            partition { Day: i32 }
            value { Amount: i64 }
        }
    }

    #[extension(kind = "command", name = "Same")]
    fn same(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

#[test]
fn all_that_stands_twice_is_named() {
    assert_eq!(first::DAYS, second::DAYS);
    let error = BuiltinEngine::linked("test").expect_err("they contradict each other");
    assert_eq!(error.class(), ErrorClass::Load);
    let text = error.to_string();
    let extension = "test: load: refused: extension Same: found two of this name, a command and a \
                     command, expected each name once (ABI.md, section 12); ";
    assert!(text.starts_with(extension), "{text}");
    let entity = "entity test.Days: found a view (";
    assert!(
        text.contains(entity) && text.contains("Year: i32") && text.contains("Day: i32"),
        "{text}"
    );
}
