package voedger

import (
	"fmt"
	"reflect"
)

// object is a record, a list of objects, or both. Its fields have the types that they were
// declared with, and a field that has no value has the zero of its type.
type object struct {
	fields map[string]any
	items  []*object
}

// fields are names with values; as a declaration, with zeros.
type fields = map[string]any

// qname is the name of an entity behind the full path of its package.
type qname struct{ pkg, entity string }

func record(of fields) *object { return &object{fields: of} }

func list(of ...fields) *object {
	all := &object{}
	for _, item := range of {
		all.items = append(all.items, record(item))
	}
	return all
}

// zero returns the zero of a type by its name in the imports.
func zero(ty string) any {
	switch ty {
	case "String":
		return ""
	case "Bytes":
		return []byte(nil)
	case "Int32":
		return int32(0)
	case "Int64":
		return int64(0)
	case "Float32":
		return float32(0)
	case "Float64":
		return float64(0)
	case "Bool":
		return false
	case "QName":
		return qname{}
	default:
		return (*object)(nil)
	}
}

// field returns a field. Like Voedger it stops the run if there is none of this name and type.
func (o *object) field(name, ty string) any { return o.value(name, zero(ty)) }

// value returns a field of the same type as another value.
func (o *object) value(name string, like any) any {
	value, ok := o.fields[name]
	if !ok {
		panic(fmt.Errorf("undefined field: %s", name))
	}
	if reflect.TypeOf(value) != reflect.TypeOf(like) {
		panic(fmt.Errorf("field %s: found %T, expected %T", name, value, like))
	}
	return value
}

// put changes a declared field.
func (o *object) put(name string, value any) {
	o.value(name, value)
	o.fields[name] = value
}
