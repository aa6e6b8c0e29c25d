package voedger

import "testing"

// stock is a workspace for the example `stock`.
func stock() *world {
	return &world{entities: map[string]*entity{
		"stock.Article": {types: fields{
			"sys.ID": int64(0), "Name": "", "Quantity": int64(0), "Note": "",
		}},
		"stock.Settings": {types: fields{"sys.ID": int64(0), "Room": int64(0)}},
	}}
}

func (w *world) arguments(of fields, result fields) *run {
	return w.command(record(fields{"ArgumentObject": record(of)}), result)
}

func TestStock(t *testing.T) {
	w, e := stock(), load(t, "stock.wasm")
	article := func(name string, quantity int64) fields {
		return fields{"Name": name, "Quantity": quantity, "Note": ""}
	}
	movement := func(quantity int64, note string) fields {
		return fields{"Article": int64(firstID), "Quantity": quantity, "Note": note}
	}
	inStock := fields{"Quantity": int64(0)}
	out := invoke(t, e, "NewArticle", w.arguments(article("screw", 10), fields{"Id": int64(0)}))
	equal(t, out, outcome{results: []fields{{"Id": int64(65535)}}, status: 200})
	out = invoke(t, e, "Take", w.arguments(movement(8, "few"), inStock))
	equal(t, out, outcome{results: []fields{{"Quantity": int64(2)}}, status: 200})
	out = invoke(t, e, "Take", w.arguments(movement(3, "none"), inStock))
	equal(t, out, outcome{status: 409, message: "shortage: only 2 in stock"})
	equal(t, w.entities["stock.Article"].rows, []*object{record(fields{
		"sys.ID": int64(firstID), "Name": "screw", "Quantity": int64(2), "Note": "few",
	})})
	for _, room := range []int64{5, 6} {
		invoke(t, e, "SetRoom", w.arguments(fields{"Room": room}, nil))
	}
	equal(t, w.entities["stock.Settings"].rows, []*object{
		record(fields{"sys.ID": int64(firstID + 1), "Room": int64(6)}),
	})
	out = invoke(t, e, "NewArticle", w.arguments(article("nut", 7), fields{"Id": int64(0)}))
	equal(t, out, outcome{status: 409, message: "there is room for 6 only"})
}
