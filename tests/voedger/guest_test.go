package voedger

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const totals = "github.com/acme/shop/packages/shop.OrderedItems"

// load returns an engine with a guest that `make voedger` has built.
func load(t *testing.T, guest string) *engine {
	t.Helper()
	code, err := os.ReadFile(filepath.Join(os.Getenv("VOEDGER_GUESTS"), guest))
	if err != nil {
		t.Fatalf("%v; to build the guests: make voedger", err)
	}
	engine, err := newEngine(context.Background(), code)
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

// invoke runs an extension that must not trap.
func invoke(t *testing.T, e *engine, name string, r *run) outcome {
	t.Helper()
	out, err := e.invoke(context.Background(), name, r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func equal(t *testing.T, found, expected any) {
	t.Helper()
	if !reflect.DeepEqual(found, expected) {
		t.Errorf("found %#v, expected %#v", found, expected)
	}
}

// shop is a workspace without orders.
func shop() *world {
	return &world{entities: map[string]*entity{totals: {
		key: []string{"Year", "Month", "Day"},
		types: fields{
			"Year": int32(0), "Month": int32(0), "Day": int32(0), "Amount": int64(0),
		},
	}}}
}

// order is the argument of NewOrder, and of events of it.
func order(day int32, items ...fields) *object {
	argument := fields{"Year": int32(2023), "Month": int32(1), "Day": day, "Items": list(items...)}
	return record(fields{"ArgumentObject": record(argument)})
}

func item(quantity int32, price int64) fields {
	return fields{"Quantity": quantity, "SinglePrice": price}
}

func (w *world) command(context *object, result fields) *run {
	w.result = result
	return &run{world: w, kind: "command", context: context}
}

func (w *world) projector(event *object) *run {
	return &run{world: w, kind: "projector", context: event}
}

func (w *world) query(argument, result fields) *run {
	w.result = result
	context := record(fields{"ArgumentObject": record(argument)})
	return &run{world: w, kind: "query", context: context}
}

func TestAnOrderIsAccepted(t *testing.T) {
	w := shop()
	out := invoke(t, load(t, "voedger_guest.wasm"), "NewOrder",
		w.command(order(1, item(1, 100), item(2, 50)), fields{"Total": int64(0)}))
	equal(t, out, outcome{results: []fields{{"Total": int64(200)}}, status: 200})
}

func TestAnOrderIsRefused(t *testing.T) {
	w := shop()
	out := invoke(t, load(t, "voedger_guest.wasm"), "NewOrder",
		w.command(order(1, item(1, -100)), fields{"Total": int64(0)}))
	equal(t, out, outcome{status: 400, message: "negative order amount"})
}

func TestTotalsAreProjectedAndQueried(t *testing.T) {
	w, e := shop(), load(t, "voedger_guest.wasm")
	for _, day := range []int32{1, 1, 2} {
		event := order(day, item(1, 100), item(2, 50))
		invoke(t, e, "CalcOrderedItems", w.projector(event))
	}
	row := func(day int32, amount int64) fields {
		return fields{"Month": int32(1), "Day": day, "Amount": amount}
	}
	for year, days := range map[int32][]fields{2022: nil, 2023: {row(1, 400), row(2, 200)}} {
		out := invoke(t, e, "DaysOfYear",
			w.query(fields{"Year": year}, row(0, 0)))
		equal(t, out, outcome{results: days, status: 200})
	}
}

func TestAWrongCallStopsTheRun(t *testing.T) {
	w, e := shop(), load(t, "voedger_guest.wasm")
	cases := []struct{ name, why string }{
		{"CalcOrderedItems", "sys.Event: unknown storage"},
		{"DaysOfYear", "sys.QueryContext: unknown storage"},
		{"NewOrder", "undefined field: Items"},
		{"OldOrder", "missing exported function: OldOrder"},
	}
	for _, c := range cases {
		argument := record(fields{"ArgumentObject": record(fields{})})
		_, err := e.invoke(context.Background(), c.name, w.command(argument, nil))
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: found %v, expected %s", c.name, err, c.why)
		}
	}
}
