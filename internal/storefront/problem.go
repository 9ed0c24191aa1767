package storefront

import (
	"net/http"
	"strconv"
)

const problemStyle = `body{margin:0 auto;max-width:34rem;padding:2rem 1.25rem;font:1.0625rem/1.5 system-ui,sans-serif;color:#222;background:#fff}` +
	`h1{font-size:1.5rem;line-height:1.25}a{display:inline-block;padding:.75rem 1.25rem;border-radius:.5rem;background:#222;color:#fff;text-decoration:none}`

const problemPage = `<!doctype html>
<html lang="en-NG">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>The shop has a problem</title>
<style>` + problemStyle + `</style>
</head>
<body>
<h1>The shop has a problem</h1>
<p>This page could not be made just now. Your cart and your orders are safe. Wait a minute, then try again.</p>
<p><a href="">Try again</a></p>
</body>
</html>
`

var problemPolicy = "default-src 'none'; style-src " + sourceHash(problemStyle) + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// sendProblem answers 500 with a page that depends on nothing: no script, no file, no data.
func sendProblem(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", problemPolicy)
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	sendSmall(w, r, http.StatusInternalServerError, "text/html; charset=utf-8", problemPage)
}

// sendText answers with one line of plain text, for who asked for something that is no page.
func sendText(w http.ResponseWriter, r *http.Request, status int, text string) {
	sendSmall(w, r, status, "text/plain; charset=utf-8", text)
}

// sendUnknownAPI answers an API address that no route knows, in the shape of the API's errors.
func sendUnknownAPI(w http.ResponseWriter, r *http.Request) {
	sendSmall(w, r, http.StatusNotFound, "application/json", `{"status":404,"message":"There is nothing at this address.","data":{}}`+"\n")
}

func sendSmall(w http.ResponseWriter, r *http.Request, status int, contentType, content string) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(content)) // an error here means that the client is gone
	}
}
