package voedger

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// values are arguments of `Echo` with texts of some length.
func values(number, length int) fields {
	text := strings.Repeat(fmt.Sprintf("%d é ", number), length)
	return fields{
		"Text": text, "Bytes": []byte(text), "Int": int32(-number), "Long": int64(number) << 40,
		"Float": float32(number) / 2, "Double": float64(number) / 3, "Flag": number%2 == 0,
		"Name": qname{"probe", fmt.Sprintf("Name%d", number)}, "Absent": "",
	}
}

// echoed checks that `Echo` returns its arguments.
func echoed(t *testing.T, e *engine, number, length int) {
	t.Helper()
	w, sent := &world{}, values(number, length)
	out := invoke(t, e, "Echo", w.arguments(sent, values(0, 0)))
	equal(t, out, outcome{results: []fields{sent}, status: 200})
}

// failed returns the error of a run.
func failed(t *testing.T, e *engine, name string, r *run) string {
	t.Helper()
	_, err := e.invoke(context.Background(), name, r)
	if err == nil {
		t.Fatalf("%s: no error", name)
	}
	return err.Error()
}

func TestValuesPassUnchanged(t *testing.T) {
	e := load(t, "guest_voedger.wasm")
	for number := range 100 {
		echoed(t, e, number, number%20)
	}
	equal(t, e.recovers, 0)
}

func TestAPanicLeavesNothing(t *testing.T) {
	w, e := &world{}, load(t, "guest_voedger.wasm")
	for number := range 300 {
		text := fmt.Sprintf("panic %d", number)
		found := failed(t, e, "Panic", w.arguments(fields{"Text": text}, nil))
		equal(t, found, "panic: stopped: "+text)
		echoed(t, e, number, 30)
		echoed(t, e, number, 1)
	}
	equal(t, e.recovers, 300)
}

func TestManyTextsPassThroughRenewals(t *testing.T) {
	w, e := &world{}, load(t, "guest_voedger.wasm")
	for number := range 4 {
		failed(t, e, "Panic", w.arguments(fields{"Text": ""}, nil))
		echoed(t, e, number, 8000)
	}
}

func TestWithoutMemoryARunIsTriedOnceMore(t *testing.T) {
	w, e := &world{}, load(t, "guest_voedger.wasm")
	r := w.command(record(fields{}), fields{"Text": ""})
	found := failed(t, e, "Fill", r)
	if !strings.Contains(found, "runtime.alloc") {
		t.Errorf("found %s", found)
	}
	equal(t, e.recovers, 1)
	equal(t, len(r.intents), 0)
	echoed(t, e, 1, 1)
	equal(t, e.recovers, 2)
}
