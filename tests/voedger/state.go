package voedger

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rights are the operations on storages by kind of extension, as far as these tests need them.
var rights = map[string]map[string]string{
	"command": {
		"sys.CommandContext": "get", "sys.View": "get", "sys.Record": "get insert update",
		"sys.Result": "insert", "sys.Response": "insert",
	},
	"query": {
		"sys.QueryContext": "get", "sys.View": "get read", "sys.Record": "get",
		"sys.Result": "insert", "sys.Response": "insert",
	},
	"projector": {
		"sys.Event": "get", "sys.View": "get read insert update", "sys.Record": "get",
	},
}

// entity is a declared view or record, with its rows in the order of their keys. A record has no
// declared key: it is found by its id, or as the only one.
type entity struct {
	key   []string
	types fields
	rows  []*object
}

// world is a workspace: what is declared and stored there.
type world struct {
	entities map[string]*entity
	result   fields // the fields of a result
	lastID   int64  // the id that was given last
}

// firstID is the first id that a record can get; smaller ones stand for new records in a run.
const firstID = 65536

// key is a key under construction. Its fields are not declared, since each storage has its own.
type key struct {
	storage, entity string
	fields          fields
}

// intent is a write that waits for the end of its run.
type intent struct {
	key   *key
	value *object
	old   *object // the updated row, nil for an insert
}

// run is one call of an extension. Handles are places in its tables.
type run struct {
	world   *world
	kind    string
	context *object // the element of the kind's context, or the event
	keys    []*key
	values  []*object // rows too, with the fields of their keys
	intents []*intent
}

// outcome is what a run leaves.
type outcome struct {
	results []fields
	status  int32
	message string
}

func (r *run) allow(k *key, operation string) {
	if !strings.Contains(rights[r.kind][k.storage], operation) {
		panic(fmt.Errorf("%s may not %s %s", r.kind, operation, k.storage))
	}
}

func (r *run) newKey(storage, entity string) uint64 {
	if _, ok := rights[r.kind][storage]; !ok {
		panic(fmt.Errorf("%s: unknown storage", storage))
	}
	if stored := storage == "sys.View" || storage == "sys.Record"; stored != (entity != "") {
		panic(fmt.Errorf("%s with the entity %q", storage, entity))
	}
	r.keys = append(r.keys, &key{storage, entity, fields{}})
	return uint64(len(r.keys) - 1)
}

func (r *run) newValue(value *object) uint64 {
	r.values = append(r.values, value)
	return uint64(len(r.values) - 1)
}

// declared returns the entity of a key.
func (r *run) declared(k *key) *entity {
	declared, ok := r.world.entities[k.entity]
	if !ok {
		panic(fmt.Errorf("undefined entity: %s", k.entity))
	}
	return declared
}

// find returns the rows that have all fields of a key.
func (e *entity) find(k *key) []*object {
	var found []*object
	for _, row := range e.rows {
		matches := true
		for name, value := range k.fields {
			switch {
			case k.storage == "sys.Record" && name == "ID":
				name = "sys.ID"
			case k.storage == "sys.Record":
				continue
			}
			matches = matches && row.value(name, value) == value
		}
		if matches {
			found = append(found, row)
		}
	}
	return found
}

// remove removes the rows that have all fields of a key.
func (e *entity) remove(k *key) {
	for _, row := range e.find(k) {
		e.rows = slices.DeleteFunc(e.rows, func(other *object) bool { return other == row })
	}
}

// get returns the element of a key, nil if there is none.
func (r *run) get(k *key) *object {
	r.allow(k, "get")
	if k.entity == "" {
		return r.context
	}
	declared := r.declared(k)
	if len(k.fields) != max(1, len(declared.key)) {
		panic(fmt.Errorf("%s: the key is not complete: %v", k.entity, k.fields))
	}
	if found := declared.find(k); len(found) > 0 {
		return found[0]
	}
	return nil
}

// write adds an intent and returns its handle.
func (r *run) write(k *key, old *object) uint64 {
	operation, value := "insert", &object{fields: fields{}}
	if old != nil {
		operation, value.fields = "update", maps.Clone(old.fields)
	}
	r.allow(k, operation)
	switch {
	case old != nil:
	case k.storage == "sys.Result":
		value.fields = maps.Clone(r.world.result)
	case k.storage == "sys.Response":
		value.fields = fields{"StatusCode": int32(200), "ErrorMessage": ""}
	default:
		value.fields = maps.Clone(r.declared(k).types)
	}
	r.intents = append(r.intents, &intent{k, value, old})
	return uint64(len(r.intents) - 1)
}

// apply stores the rows of a run, if it has not refused, and returns its outcome.
func (r *run) apply() outcome {
	out := outcome{status: 200}
	for _, intent := range r.intents {
		if intent.key.storage == "sys.Response" {
			out.status = intent.value.fields["StatusCode"].(int32)
			out.message = intent.value.fields["ErrorMessage"].(string)
		}
	}
	if out.status != 200 {
		return out
	}
	for _, intent := range r.intents {
		switch {
		case intent.key.storage == "sys.Result":
			out.results = append(out.results, intent.value.fields)
		case intent.key.entity == "":
		case intent.old != nil:
			*intent.old = *intent.value
		case intent.key.storage == "sys.Record":
			r.create(intent)
		default:
			// An insert into a view replaces the row of the key.
			r.declared(intent.key).remove(intent.key)
			maps.Copy(intent.value.fields, intent.key.fields)
			r.store(intent)
		}
	}
	return out
}

// create stores a new record under an id of its own.
func (r *run) create(intent *intent) {
	if raw := intent.value.fields["sys.ID"].(int64); raw < 1 || raw >= firstID {
		panic(fmt.Errorf("%s: %d is not the id of a new record", intent.key.entity, raw))
	}
	r.world.lastID = max(r.world.lastID+1, firstID)
	intent.value.fields["sys.ID"] = r.world.lastID
	r.store(intent)
}

func (r *run) store(intent *intent) {
	declared := r.declared(intent.key)
	declared.rows = append(declared.rows, intent.value)
}
