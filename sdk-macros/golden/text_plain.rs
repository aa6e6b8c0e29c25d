fn text() -> Text {
    {
        use facade::heeus_sdk::__private_1 as __heeus_sdk;
        let mut __text = __heeus_sdk::Text::new();
        __text.push("a text");
        __text
    }
}
