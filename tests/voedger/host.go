package voedger

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/tetratelabs/wazero/api"
)

const (
	i32 = api.ValueTypeI32
	i64 = api.ValueTypeI64
	f32 = api.ValueTypeF32
	f64 = api.ValueTypeF64
)

// none is the handle of an element that does not exist.
const none = math.MaxUint64

// read is the type of a value on the stack of a guest, by the type's name in the imports.
var read = map[string]api.ValueType{
	"String": i64, "Bytes": i64, "Int32": i32, "Int64": i64, "Float32": f32, "Float64": f64,
	"Bool": i64, "QNamePkg": i64, "QNameEntity": i64, "Value": i64,
}

// written are the types behind the name of a field in a put.
var written = map[string][]api.ValueType{
	"String": {i32, i32}, "Bytes": {i32, i32}, "Int32": {i32}, "Int64": {i64}, "Float32": {f32},
	"Float64": {f64}, "Bool": {i32}, "QName": {i32, i32, i32, i32},
}

// instantiateHost offers the 44 functions of ABI 0_0_1.
func (e *engine) instantiateHost(ctx context.Context) error {
	host := e.runtime.NewHostModuleBuilder("env")
	function := func(name string, params, results []api.ValueType, f func(stack []uint64)) {
		call := func(_ context.Context, stack []uint64) { f(stack) }
		host.NewFunctionBuilder().
			WithGoFunction(api.GoFunc(call), params, results).Export(name)
	}
	handle := []api.ValueType{i64}
	function("hostGetKey", []api.ValueType{i32, i32, i32, i32}, handle, func(s []uint64) {
		s[0] = e.run.newKey(e.text(s[0], s[1]), e.text(s[2], s[3]))
	})
	function("hostGetValue", handle, handle, func(s []uint64) { s[0] = e.get(s[0], true) })
	function("hostQueryValue", handle, handle, func(s []uint64) { s[0] = e.get(s[0], false) })
	function("hostReadValues", handle, nil, func(s []uint64) { e.readAll(e.run.keys[s[0]]) })
	function("hostNewValue", handle, handle, func(s []uint64) {
		s[0] = e.run.write(e.run.keys[s[0]], nil)
	})
	function("hostUpdateValue", []api.ValueType{i64, i64}, handle, func(s []uint64) {
		s[0] = e.run.write(e.run.keys[s[0]], e.run.values[s[1]])
	})
	function("hostValueLength", handle, []api.ValueType{i32}, func(s []uint64) {
		s[0] = uint64(len(e.run.values[s[0]].items))
	})
	for ty, result := range read {
		results := []api.ValueType{result}
		named := func(s []uint64) {
			s[0] = e.send(ty, e.run.values[s[0]].field(e.text(s[1], s[2]), declaredType(ty)))
		}
		function("hostValueAs"+ty, []api.ValueType{i64, i32, i32}, results, named)
		if ty != "Value" {
			function("hostKeyAs"+ty, []api.ValueType{i64, i32, i32}, results, named)
		}
		function("hostValueGetAs"+ty, []api.ValueType{i64, i32}, results, func(s []uint64) {
			s[0] = e.sendItem(ty, e.run.values[s[0]], uint32(s[1]))
		})
	}
	for ty, params := range written {
		all := append([]api.ValueType{i64, i32, i32, i32}, params...)
		function("hostRowWriterPut"+ty, all, nil, func(s []uint64) {
			e.put(s[0], s[1] != 0, e.text(s[2], s[3]), e.receive(ty, s[4:]))
		})
	}
	_, err := host.Instantiate(ctx)
	return err
}

// declaredType returns the type of the field that an import reads.
func declaredType(ty string) string {
	if strings.HasPrefix(ty, "QName") {
		return "QName"
	}
	return ty
}

func (e *engine) get(handle uint64, must bool) uint64 {
	k := e.run.keys[handle]
	value := e.run.get(k)
	if value == nil && must {
		panic(fmt.Errorf("%s %s: value not found", k.storage, k.entity))
	}
	if value == nil {
		return none
	}
	return e.run.newValue(value)
}

// readAll calls the guest with each element under a partial key. A row has the fields of its key
// too, so both have one handle.
func (e *engine) readAll(k *key) {
	e.run.allow(k, "read")
	for _, row := range e.run.declared(k).find(k) {
		handle := e.run.newValue(row)
		if _, err := e.call("WasmOnReadValue", handle, handle); err != nil {
			panic(err)
		}
	}
}

func (e *engine) put(handle uint64, isIntent bool, name string, value any) {
	if isIntent {
		e.run.intents[handle].value.put(name, value)
		return
	}
	e.run.keys[handle].fields[name] = value
}

// send returns a value as the guest gets it.
func (e *engine) send(ty string, value any) uint64 {
	switch value := value.(type) {
	case string:
		return e.lend([]byte(value))
	case []byte:
		return e.lend(value)
	case int32:
		return uint64(uint32(value))
	case int64:
		return uint64(value)
	case float32:
		return uint64(math.Float32bits(value))
	case float64:
		return math.Float64bits(value)
	case bool:
		if value {
			return 1
		}
		return 0
	case qname:
		if ty == "QNamePkg" {
			return e.lend([]byte(value.pkg))
		}
		return e.lend([]byte(value.entity))
	default:
		return e.run.newValue(value.(*object))
	}
}

func (e *engine) sendItem(ty string, of *object, index uint32) uint64 {
	if ty != "Value" {
		panic(fmt.Errorf("an item was read as %s", ty))
	}
	if int(index) >= len(of.items) {
		panic(fmt.Errorf("there is no item %d of %d", index, len(of.items)))
	}
	return e.run.newValue(of.items[index])
}

// receive returns a value that the guest has put.
func (e *engine) receive(ty string, s []uint64) any {
	switch ty {
	case "String":
		return e.text(s[0], s[1])
	case "Bytes":
		return []byte(e.text(s[0], s[1]))
	case "Int32":
		return int32(uint32(s[0]))
	case "Int64":
		return int64(s[0])
	case "Float32":
		return math.Float32frombits(uint32(s[0]))
	case "Float64":
		return math.Float64frombits(s[0])
	case "Bool":
		return uint32(s[0]) > 0
	default:
		return qname{e.text(s[0], s[1]), e.text(s[2], s[3])}
	}
}
