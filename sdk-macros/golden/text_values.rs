fn text() -> Text {
    match (&self.left()?, &(1 + 2), &id, &r#type, &self) {
        (__value_0, __value_1, __value_2, __value_3, __value_4) => {
            use ::heeus_sdk::__private_1 as __heeus_sdk;
            use __heeus_sdk::{WriteDirect as _, WriteFormatted as _};
            let mut __text = __heeus_sdk::Text::new();
            __text.push("article ");
            (&__heeus_sdk::TextPart(__value_2)).write(&mut __text);
            __text.push(": ");
            (&__heeus_sdk::TextPart(__value_0)).write(&mut __text);
            __text.push(" of ");
            (&__heeus_sdk::TextPart(__value_2)).write(&mut __text);
            __text.push(", {");
            (&__heeus_sdk::TextPart(__value_1)).write(&mut __text);
            __text.push("} ");
            (&__heeus_sdk::TextPart(__value_3)).write(&mut __text);
            __text.push(" ");
            (&__heeus_sdk::TextPart(__value_4)).write(&mut __text);
            __text
        }
    }
}
