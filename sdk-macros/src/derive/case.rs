//! The names of fields and of variants on the wire.

/// The form of names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Case {
    /// `SinglePrice`: the form of the platform.
    #[default]
    Pascal,
    /// `singlePrice`.
    Camel,
    /// `single_price`: the form of the field in Rust.
    Snake,
}

impl Case {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Pascal, Self::Camel, Self::Snake];

    /// The word for the form in an attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pascal => "PascalCase",
            Self::Camel => "camelCase",
            Self::Snake => "snake_case",
        }
    }

    /// Returns the name on the wire of a field that is named in `snake_case`.
    pub fn apply(self, field: &str) -> String {
        if self == Self::Snake {
            return field.to_owned();
        }
        let mut name = String::new();
        let mut upper = self == Self::Pascal;
        for letter in field.chars() {
            if letter == '_' {
                upper = !name.is_empty() || self == Self::Pascal;
            } else if upper {
                name.extend(letter.to_uppercase());
                upper = false;
            } else {
                name.push(letter);
            }
        }
        name
    }

    /// Returns the name on the wire of a variant that is named in `PascalCase`.
    pub fn apply_to_variant(self, variant: &str) -> String {
        let mut name = String::new();
        for letter in variant.chars() {
            let is_first = name.is_empty();
            if self == Self::Snake && letter.is_uppercase() && !is_first {
                name.push('_');
            }
            if self == Self::Snake || self == Self::Camel && is_first {
                name.extend(letter.to_lowercase());
            } else {
                name.push(letter);
            }
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn names_are_made_of_the_parts_between_underscores() {
        for (field, pascal, camel) in [
            ("year", "Year", "year"),
            ("single_price", "SinglePrice", "singlePrice"),
            ("_hidden_2", "Hidden2", "hidden2"),
            ("a__b_", "AB", "aB"),
            ("über_alles", "ÜberAlles", "überAlles"),
        ] {
            assert_eq!(Case::Pascal.apply(field), pascal);
            assert_eq!(Case::Camel.apply(field), camel);
            assert_eq!(Case::Snake.apply(field), field);
        }
    }

    #[test]
    fn names_of_variants_are_divided_at_capitals() {
        for (variant, camel, snake) in [
            ("Open", "open", "open"),
            ("PartlyPaid", "partlyPaid", "partly_paid"),
            ("ÜberAlles2", "überAlles2", "über_alles2"),
            ("A", "a", "a"),
        ] {
            assert_eq!(Case::Pascal.apply_to_variant(variant), variant);
            assert_eq!(Case::Camel.apply_to_variant(variant), camel);
            assert_eq!(Case::Snake.apply_to_variant(variant), snake);
        }
    }
}
