package hooks

import (
	"context"

	"github.com/pocketbase/pocketbase/core"
)

// openStudio starts the one goroutine that draws pictures.
func (h *hooks) openStudio(app core.App) {
	h.mayDraw()
	h.shop.Go(func(ctx context.Context) {
		if err := h.shop.ResumePictures(ctx, app); err != nil {
			app.Logger().Error("pictures wait for their time", "error", err.Error())
		}
		for {
			select {
			case <-ctx.Done():
				return
			case <-h.studio:
			}
			if err := h.shop.DrawPictures(ctx, app); err != nil {
				app.Logger().Error("pictures could not be drawn", "error", err.Error())
			}
		}
	})
}

// mayDraw wakes the studio. It never waits.
func (h *hooks) mayDraw() {
	select {
	case h.studio <- struct{}{}:
	default: // it will look anyway
	}
}

// drawSoon is a saved or deleted record that may have other pictures than before.
func (h *hooks) drawSoon(e *core.RecordEvent) error {
	h.mayDraw()
	return e.Next()
}

// showFile is a request for a file that the owner uploaded. Only she gets the file itself, by her token: it may say where
// it was taken. Everybody else gets what was drawn of it; the small pictures that PocketBase makes are drawn, too.
func (h *hooks) showFile(e *core.FileDownloadRequestEvent) error {
	original := e.Request.PathValue("filename")
	if e.ServedPath != e.Record.BaseFilesPath()+"/"+original || isOwner(e) {
		return e.Next()
	}
	address, name, err := h.shop.ShownPicture(e.Request.Context(), e.App, e.Record.Id, original)
	if err != nil {
		if !isMissing(err) {
			logFault(e.App, e.Request, err)
		}
		return e.NotFoundError("", nil)
	}
	e.ServedPath, e.ServedName = address, name
	return e.Next()
}

func isOwner(e *core.FileDownloadRequestEvent) bool {
	if e.HasSuperuserAuth() {
		return true
	}
	owner, err := e.App.FindAuthRecordByToken(e.Request.URL.Query().Get("token"), core.TokenTypeFile)
	return err == nil && owner.IsSuperuser()
}

// keepFile is a request for a drawn picture, whose address never shows another.
func keepFile(e *core.FileDownloadRequestEvent) error {
	e.Response.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return e.Next()
}
