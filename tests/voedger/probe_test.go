package voedger

import (
	"fmt"
	"testing"
)

// probe is a workspace with a view without rows.
func probe() (*world, *entity) {
	rows := &entity{key: []string{"Part", "At"}, types: fields{
		"Part": int32(0), "At": int64(0), "Text": "",
	}}
	w := &world{entities: map[string]*entity{"example.com/packages/probe.Rows": rows}}
	return w, rows
}

func TestAFailedProjectorWritesNothing(t *testing.T) {
	w, rows := probe()
	e := load(t, "guest_voedger.wasm")
	event := record(fields{"ArgumentObject": record(fields{"Text": "x"})})
	equal(t, failed(t, e, "Refuse", w.projector(event)), "panic: not this event")
	equal(t, len(rows.rows), 0)
	// Its frames were gone: there is nothing to renew.
	echoed(t, e, 1, 1)
	equal(t, e.recovers, 0)
}

func TestReadsAreNested(t *testing.T) {
	w, rows := probe()
	for at := range 3 {
		for part := range 2 {
			rows.rows = append(rows.rows, record(fields{
				"Part": int32(part), "At": int64(at), "Text": fmt.Sprintf("%d of %d", at, part),
			}))
		}
	}
	e := load(t, "guest_voedger.wasm")
	out := invoke(t, e, "Nested",
		w.query(fields{"Part": int32(0)}, fields{"Outer": int64(0), "Inner": ""}))
	var expected []fields
	for at := range 3 {
		expected = append(expected, fields{"Outer": int64(at), "Inner": "0 of 1"})
	}
	equal(t, out, outcome{results: expected, status: 200})
}

func TestAnEventHasItsChanges(t *testing.T) {
	w, rows := probe()
	e := load(t, "guest_voedger.wasm")
	event := func(isValid bool) *object {
		return record(fields{
			"Error": record(fields{"ErrStr": "no such row", "ValidEvent": isValid}),
			"CUDs": list(
				fields{"IsNew": true, "sys.ID": int64(70), "sys.QName": qname{"a.b/c", "One"}},
				fields{"IsNew": false, "sys.ID": int64(80), "sys.QName": qname{"c", "Two"}},
			),
		})
	}
	invoke(t, e, "Changes", w.projector(event(true)))
	expected := []*object{
		record(fields{"Part": int32(1), "At": int64(70), "Text": "a.b/c.One"}),
		record(fields{"Part": int32(0), "At": int64(80), "Text": "c.Two"}),
	}
	equal(t, rows.rows, expected)
	equal(t, failed(t, e, "Changes", w.projector(event(false))), "panic: no such row")
}
