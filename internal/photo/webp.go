package photo

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed" // libwebp
	"errors"
	"fmt"
	"image"
	"io"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// libwebp is libwebp 1.4.0 as WebAssembly; see libwebp/README.md for where it comes from.
//
//go:embed libwebp/webp.wasm.gz
var libwebp []byte

const (
	webpMethod = 4 // libwebp's own middle between quick (0) and small (6)

	// wasmPages bounds what libwebp may take, in pages of 64 KiB: several times what the largest rendition needs.
	wasmPages = 2048
)

// Encoder writes WebP. It takes some tens of megabytes until it is closed, so it is made for a round of work. One
// goroutine at a time may use it.
type Encoder struct {
	runtime wazero.Runtime
	library wazero.CompiledModule
}

// NewEncoder makes libwebp ready, which takes some tenths of a second of work. The same picture becomes the same bytes
// on every machine: nothing of the machine's own is used.
func NewEncoder(ctx context.Context) (*Encoder, error) {
	packed, err := gzip.NewReader(bytes.NewReader(libwebp))
	if err != nil {
		return nil, fmt.Errorf("unpack libwebp: %w", err)
	}
	code, err := io.ReadAll(packed)
	if err != nil {
		return nil, fmt.Errorf("unpack libwebp: %w", err)
	}
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithMemoryLimitPages(wasmPages))
	encoder := &Encoder{runtime: runtime}
	if encoder.library, err = runtime.CompileModule(ctx, code); err != nil {
		return nil, errors.Join(fmt.Errorf("make libwebp ready: %w", err), encoder.Close())
	}
	return encoder, nil
}

// Close gives back what the encoder takes.
func (e *Encoder) Close() error { return e.runtime.Close(context.Background()) }

// encode writes a picture without transparency as lossy WebP; quality is out of 100. It cannot be interrupted: a check at
// each turn of libwebp's loops would take twice as long again as the work.
func (e *Encoder) encode(ctx context.Context, picture *image.NRGBA, quality int) ([]byte, error) {
	// No name, so that two may live at once; a fresh one for each picture, so that none sees another's memory.
	module, err := e.runtime.InstantiateModule(ctx, e.library, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		return nil, fmt.Errorf("start libwebp: %w", err)
	}
	defer module.Close(ctx)
	width, height := picture.Bounds().Dx(), picture.Bounds().Dy()
	points, err := allocate(ctx, module, len(picture.Pix))
	if err != nil {
		return nil, err
	}
	length, err := allocate(ctx, module, 8)
	if err != nil {
		return nil, err
	}
	if !module.Memory().Write(points, picture.Pix) || !module.Memory().WriteUint64Le(length, 0) {
		return nil, errors.New("hand a picture to libwebp: out of its memory")
	}
	const rgba, lossless, exact = 0, 0, 0
	answer, err := module.ExportedFunction("encode").Call(ctx, uint64(points), uint64(width), uint64(height), uint64(length), rgba, uint64(quality), webpMethod, lossless, exact)
	if err != nil {
		return nil, fmt.Errorf("encode as WebP: %w", err)
	}
	size, ok := module.Memory().ReadUint32Le(length)
	written, there := module.Memory().Read(uint32(answer[0]), size)
	if !ok || !there || size == 0 {
		return nil, errors.New("encode as WebP: libwebp refused the picture")
	}
	return bytes.Clone(written), nil
}

func allocate(ctx context.Context, module api.Module, size int) (uint32, error) {
	answer, err := module.ExportedFunction("malloc").Call(ctx, uint64(size))
	if err != nil {
		return 0, fmt.Errorf("allocate for libwebp: %w", err)
	}
	if answer[0] == 0 {
		return 0, errors.New("allocate for libwebp: out of its memory")
	}
	return uint32(answer[0]), nil
}
