// Package voedger runs guests in the WebAssembly runtime of Voedger, as production does: wazero's
// interpreter, with the features and the limits that Voedger sets, and the rules of its ABI 0_0_1.
// The state behind the calls is one of our own.
package voedger

import (
	"context"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

const (
	memoryPages = 256   // the most memory of a module
	firstBuffer = 64000 // bytes of the buffer that an instance is asked for when it begins
	nextBuffer  = 1000  // the least bytes of further ones
)

// required are the exports that each module has.
var required = []string{
	"malloc", "free", "WasmAbiVersion_0_0_1", "WasmGetHeapInuse", "WasmGetHeapSys",
	"WasmGetMallocs", "WasmGetFrees", "WasmGC", "WasmOnReadValue",
}

// engine has one module and runs its extensions, one at a time.
type engine struct {
	runtime  wazero.Runtime
	code     []byte
	module   api.Module
	buffers  []buffer
	output   strings.Builder
	run      *run
	recovers int
}

// buffer is memory of the guest for texts from the host.
type buffer struct{ at, used, size uint32 }

func newEngine(ctx context.Context, code []byte) (*engine, error) {
	config := wazero.NewRuntimeConfigInterpreter().
		WithCoreFeatures(api.CoreFeatureBulkMemoryOperations |
			api.CoreFeatureSignExtensionOps | api.CoreFeatureNonTrappingFloatToIntConversion).
		WithCloseOnContextDone(true).
		WithMemoryCapacityFromMax(true).
		WithMemoryLimitPages(memoryPages)
	e := &engine{runtime: wazero.NewRuntimeWithConfig(ctx, config), code: code}
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, e.runtime); err != nil {
		return nil, err
	}
	if err := e.instantiateHost(ctx); err != nil {
		return nil, err
	}
	return e, e.renew(ctx)
}

// renew replaces the instance. The host keeps the addresses of the buffers of all instances before,
// and goes on writing to them, as Voedger's does.
func (e *engine) renew(ctx context.Context) error {
	if e.module != nil {
		if err := e.module.Close(ctx); err != nil {
			return err
		}
	}
	var err error
	config := wazero.NewModuleConfig().WithName("wasm").WithStdout(&e.output)
	if e.module, err = e.runtime.InstantiateWithConfig(ctx, e.code, config); err != nil {
		return err
	}
	for _, name := range required {
		if e.module.ExportedFunction(name) == nil {
			return fmt.Errorf("missing exported function: %s", name)
		}
	}
	return e.grow(firstBuffer)
}

func (e *engine) call(name string, args ...uint64) ([]uint64, error) {
	return e.module.ExportedFunction(name).Call(context.Background(), args...)
}

func (e *engine) grow(size uint32) error {
	at, err := e.call("malloc", uint64(size))
	if err == nil {
		e.buffers = append(e.buffers, buffer{uint32(at[0]), 0, size})
	}
	return err
}

// invoke runs an extension. A module that runs out of memory is renewed, and the extension runs
// again; so is one whose error names `runtime.alloc` for another reason.
func (e *engine) invoke(ctx context.Context, name string, r *run) (outcome, error) {
	err := e.attempt(name, r)
	if err != nil && strings.Contains(err.Error(), "runtime.alloc") {
		if err := e.renew(ctx); err != nil {
			return outcome{}, err
		}
		e.recovers++
		err = e.attempt(name, r)
	}
	if err == nil {
		return r.apply(), nil
	}
	text := strings.TrimSpace(e.output.String())
	if strings.Contains(err.Error(), "wasm error: unreachable") &&
		strings.HasPrefix(text, "panic: ") {
		return outcome{}, fmt.Errorf("%s", text)
	}
	return outcome{}, err
}

func (e *engine) attempt(name string, r *run) error {
	if e.module.ExportedFunction(name) == nil {
		return fmt.Errorf("missing exported function: %s", name)
	}
	e.run = r
	e.output.Reset()
	for i := range e.buffers {
		e.buffers[i].used = 0
	}
	_, err := e.call(name)
	return err
}

// lend copies bytes into the first buffer with room, and returns their address and length.
func (e *engine) lend(bytes []byte) uint64 {
	size := uint32(len(bytes))
	for i := range e.buffers {
		b := &e.buffers[i]
		if b.size-b.used < size {
			continue
		}
		at := b.at + b.used
		b.used += size
		if !e.module.Memory().Write(at, bytes) {
			panic(fmt.Errorf("a buffer at %d is outside of the memory", at))
		}
		return uint64(at)<<32 | uint64(size)
	}
	if err := e.grow(max(size, nextBuffer)); err != nil {
		panic(err)
	}
	return e.lend(bytes)
}

func (e *engine) text(at, size uint64) string {
	bytes, ok := e.module.Memory().Read(uint32(at), uint32(size))
	if !ok {
		panic(fmt.Errorf("%d bytes at %d are outside of the memory", uint32(size), uint32(at)))
	}
	return string(bytes)
}
