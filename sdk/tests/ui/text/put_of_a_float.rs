use heeus_sdk::values::Text;

fn main() {
    Text::new().put(1.5);
}
