use heeus_sdk::values::json;

fn main() {
    json::object(|order| order.put("price", 1.5));
}
