package hooks

import (
	"errors"
	"io"
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/photo"
	"lovegiftings/internal/shop"
)

// maxPhotoBody bounds the body of an upload, in bytes: a photo and what multipart/form-data puts round it.
const maxPhotoBody = photo.MaxBytes + 64<<10

func (h *hooks) postPhoto(e *core.RequestEvent) error {
	content, err := uploaded(e, "photo")
	if err != nil {
		return err
	}
	who, err := h.shopperForWriting(e)
	if err != nil {
		return err
	}
	kept, err := h.shop.KeepPhoto(e.Request.Context(), e.App, who, content)
	return send(e, http.StatusCreated, kept, err)
}

// uploaded reads the one file of a multipart form.
func uploaded(e *core.RequestEvent, name string) ([]byte, error) {
	file, _, err := e.Request.FormFile(name)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) || errors.Is(err, apis.ErrRequestEntityTooLarge) {
		return nil, apis.ErrRequestEntityTooLarge
	}
	if err != nil {
		return nil, commerce.Refuse(commerce.Invalid, name, commerce.CodePhotoInvalid, "Choose a photo to upload.")
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, photo.MaxBytes+1))
	if err != nil {
		return nil, commerce.Refuse(commerce.Invalid, name, commerce.CodePhotoInvalid, "The photo did not arrive whole. Upload it again.")
	}
	return content, nil
}

func (h *hooks) getPhoto(e *core.RequestEvent) error {
	small := e.Request.URL.Query().Get("thumb") == shop.SmallPhoto
	content, err := h.shop.Photo(e.Request.Context(), e.App, shopper(e), e.Request.PathValue("id"), small)
	if err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "private, max-age=3600")
	e.Response.Header().Set("X-Content-Type-Options", "nosniff")
	return e.Blob(http.StatusOK, "image/jpeg", content)
}
