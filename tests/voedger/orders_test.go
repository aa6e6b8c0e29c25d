package voedger

import "testing"

// ordersShop is a workspace for the example `orders`.
func ordersShop() *world {
	w := shop()
	w.entities["orders.OrderedItems"] = w.entities[totals]
	return w
}

func TestOrders(t *testing.T) {
	w, e := ordersShop(), load(t, "orders.wasm")
	out := invoke(t, e, "NewOrder",
		w.command(order(1, item(1, 100), item(2, 50)), fields{"Total": int64(0)}))
	equal(t, out, outcome{results: []fields{{"Total": int64(200)}}, status: 200})
	out = invoke(t, e, "NewOrder", w.command(order(1, item(1, -100)), fields{"Total": int64(0)}))
	equal(t, out, outcome{status: 400, message: "negative order amount"})
	for range 2 {
		invoke(t, e, "CalcOrderedItems", w.projector(order(1, item(1, 100), item(2, 50))))
	}
	out = invoke(t, e, "OrderedItems", w.query(fields{"Year": int32(2023)},
		fields{"Days": int32(0), "Amount": int64(0)}))
	equal(t, out, outcome{
		results: []fields{{"Days": int32(1), "Amount": int64(400)}}, status: 200,
	})
	equal(t, e.recovers, 0)
}
