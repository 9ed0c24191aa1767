package hooks

import (
	"archive/zip"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/desk"
	"lovegiftings/internal/shop"
)

// stillThere is how long one piece of a large file may take on its way: a slow line may need long for all of it, but
// never this long for nothing.
const stillThere = 2 * time.Minute

// routeDesk lists what the owner's own pages in the dashboard ask for, and puts the pages there.
func (h *hooks) routeDesk(e *core.ServeEvent) {
	e.UIExtensions = append(e.UIExtensions, core.UIExtension{Name: "desk", FS: desk.Files()})
	e.Router.BindFunc(freshExtensions)

	owner := e.Router.Group("/api/owner")
	owner.Bind(apis.SkipSuccessActivityLog(), apis.BodyLimit(maxBody))
	owner.BindFunc(h.sameOrigin)
	owner.GET("/catalogue/export", answer(h.getCatalogueExport)) // by a file token, which a link can carry
	owner.GET("/catalogue/import", answer(h.getCatalogueImport)).Bind(apis.RequireSuperuserAuth())
	owner.POST("/catalogue/import", answer(h.postCatalogueImport)).Bind(apis.RequireSuperuserAuth(), apis.BodyLimit(shop.MaxCatalogue))
	owner.POST("/catalogue/import/{id}", answer(h.postCatalogueBringIn)).Bind(apis.RequireSuperuserAuth())
	owner.POST("/payments/{reference}/verify", answer(h.postOwnersVerify)).Bind(apis.RequireSuperuserAuth())
	e.App.OnTerminate().BindFunc(func(e *core.TerminateEvent) error {
		h.shop.StopImport()
		return e.Next()
	})
}

// freshExtensions keeps browsers from running the desk of an older version: PocketBase would let them keep it for 14
// days.
func freshExtensions(e *core.RequestEvent) error {
	if strings.HasPrefix(e.Request.URL.Path, "/_/extensions") {
		e.Response.Header().Set("Cache-Control", "no-cache")
	}
	return e.Next()
}

// getCatalogueExport sends the catalogue as a zip file while it is read. The token is one that PocketBase gives for
// files: it holds for minutes and lets the browser itself keep the file (as for PocketBase's backups).
func (h *hooks) getCatalogueExport(e *core.RequestEvent) error {
	owner, err := e.App.FindAuthRecordByToken(e.Request.URL.Query().Get("token"), core.TokenTypeFile)
	if err != nil || !owner.IsSuperuser() || !ownersAddress(e) {
		return e.ForbiddenError("This link has expired. Open the Catalogue page again and download from there.", nil)
	}
	e.Response.Header().Set("Content-Type", "application/zip")
	e.Response.Header().Set("Content-Disposition", `attachment; filename="catalogue-`+h.shop.Now().UTC().Format(time.DateOnly)+`.zip"`)
	e.Response.Header().Set("Cache-Control", "no-store")
	line := http.NewResponseController(e.Response)
	archive := zip.NewWriter(writerFunc(func(piece []byte) (int, error) {
		_ = line.SetWriteDeadline(time.Now().Add(stillThere)) // a test's server has none
		return e.Response.Write(piece)
	}))
	create := func(name string) (io.WriteCloser, error) {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: h.shop.Now()}
		if !strings.HasSuffix(name, ".csv") {
			header.Method = zip.Store // a picture does not become smaller
		}
		file, err := archive.CreateHeader(header)
		return unclosed{file}, err
	}
	if err := h.shop.Export(e.Request.Context(), e.App, create, func(string) {}); err != nil {
		logFault(e.App, e.Request, err)
		panic(http.ErrAbortHandler) // half a file has been sent; the browser must not take it for a whole one
	}
	return archive.Close()
}

// ownersAddress holds a request without the header Authorization against the addresses that superusers may come from;
// PocketBase itself does so for those with one.
func ownersAddress(e *core.RequestEvent) bool {
	allowed := e.App.Settings().SuperuserIPs
	from, err := netip.ParseAddr(e.RealIP())
	return len(allowed) == 0 || err == nil && slices.ContainsFunc(allowed, func(one string) bool {
		if net, err := netip.ParsePrefix(one); err == nil {
			return net.Contains(from)
		}
		return one == from.String()
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(piece []byte) (int, error) { return f(piece) }

// unclosed is a file of an archive, which ends when the next begins.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

func (h *hooks) getCatalogueImport(e *core.RequestEvent) error {
	return e.JSON(http.StatusOK, h.shop.ImportJob())
}

// postCatalogueImport takes a file as the request's whole body, so that it goes to the disk as it comes.
func (h *hooks) postCatalogueImport(e *core.RequestEvent) error {
	line := http.NewResponseController(e.Response)
	var broken error
	body := readerFunc(func(piece []byte) (int, error) {
		_ = line.SetReadDeadline(time.Now().Add(stillThere)) // a test's server has none
		n, err := e.Request.Body.Read(piece)
		if err != nil && !errors.Is(err, io.EOF) {
			broken = err
		}
		return n, err
	})
	view, err := h.shop.HandIn(e.App, e.Request.URL.Query().Get("name"), body)
	if broken != nil && !errors.Is(broken, apis.ErrRequestEntityTooLarge) {
		return commerce.Refuse(commerce.Invalid, "file", commerce.CodeImportInvalid, "The file did not arrive whole. Choose it again.")
	}
	return send(e, http.StatusAccepted, view, err)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(piece []byte) (int, error) { return f(piece) }

func (h *hooks) postCatalogueBringIn(e *core.RequestEvent) error {
	view, err := h.shop.BringIn(e.App, e.Request.PathValue("id"))
	return send(e, http.StatusAccepted, view, err)
}
