// Package contract holds exchanges of requests and answers against an OpenAPI 3.1 document. It is for tests: production
// code serves the committed hooks/openapi.json and does not import it.
package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/pb33f/libopenapi-validator/errors"
	"github.com/pb33f/libopenapi-validator/router"
	"github.com/pb33f/libopenapi/datamodel"
	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"
)

// Contract is a document that answers are held against. It may be shared by tests that run at the same time.
type Contract struct {
	validator validator.Validator
	router    router.Router
	expected  []string // "GET /api/shop/cart 200": every listed status below 400

	mu      sync.Mutex
	covered map[string]bool
}

// New reads the document, YAML or JSON, and stops the test when it is not an OpenAPI document.
func New(t testing.TB, document []byte) *Contract {
	t.Helper()
	contract, err := Load(document)
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

// Load is [New] for places without a test at hand, such as TestMain.
func Load(document []byte) (*Contract, error) {
	// A category's children are categories; the list ends where it is empty.
	endless := datamodel.DocumentConfiguration{IgnoreArrayCircularReferences: true}
	parsed, err := libopenapi.NewDocumentWithConfiguration(document, &endless)
	if err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	model, err := parsed.BuildV3Model()
	if err != nil {
		return nil, fmt.Errorf("build the document's model: %w", err)
	}
	check, found := validator.NewValidator(parsed, config.WithFormatAssertions())
	if len(found) > 0 {
		return nil, fmt.Errorf("make a validator of the document: %w", found[0])
	}
	if ok, wrong := check.ValidateDocument(); !ok {
		return nil, fmt.Errorf("the document is no OpenAPI document:\n%s", sentences(wrong))
	}
	return &Contract{
		validator: check,
		router:    router.NewRouter(&model.Model, router.WithPathOnlyMatching()),
		expected:  successes(&model.Model),
		covered:   map[string]bool{},
	}, nil
}

// successes lists every operation with each of its statuses below 400, sorted.
func successes(document *v3.Document) []string {
	var listed []string
	for path, item := range document.Paths.PathItems.FromOldest() {
		for method, operation := range item.GetOperations().FromOldest() {
			for status := range operation.Responses.Codes.FromOldest() {
				if status < "400" {
					listed = append(listed, strings.ToUpper(method)+" "+path+" "+status)
				}
			}
		}
	}
	slices.Sort(listed)
	return listed
}

// Check fails the test unless the exchange is one that the document allows: path and method exist, the status is listed
// for them, headers and body of the answer fit, and an error's body repeats the status. The request is held against the
// document only when the answer's status is below 400, because tests send wrong requests on purpose. Both bodies are
// read and restored; a request that was sent already must have GetBody, as every request of [http.NewRequest] with a
// reader from bytes or strings has.
func (c *Contract) Check(t testing.TB, request *http.Request, response *http.Response) {
	t.Helper()
	sent, err := unread(request)
	if err != nil {
		t.Errorf("read the body of %s %s: %v", request.Method, request.URL.Path, err)
		return
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		t.Errorf("read the answer of %s %s: %v", request.Method, request.URL.Path, err)
		return
	}
	response.Body = io.NopCloser(bytes.NewReader(body))

	route, err := c.router.FindRoute(sent)
	if err != nil {
		t.Errorf("the document has no %s %s, which answered %d: %s", request.Method, request.URL.Path, response.StatusCode, excerpt(body))
		return
	}
	_, wrong := c.validator.GetResponseBodyValidator().ValidateResponseBodyWithPathItem(sent, response, route.PathItem, route.Path)
	if len(wrong) > 0 {
		t.Errorf("the document does not allow this answer of %s %s with status %d:\n%sIt was: %s",
			request.Method, request.URL.Path, response.StatusCode, sentences(wrong), excerpt(body))
		return
	}
	if response.StatusCode >= http.StatusBadRequest {
		var told struct{ Status int }
		if json.Unmarshal(body, &told) == nil && told.Status != response.StatusCode {
			t.Errorf("%s %s answered %d but its body says status %d", request.Method, request.URL.Path, response.StatusCode, told.Status)
			return
		}
	} else if _, wrong := c.validator.ValidateHttpRequestWithPathItem(sent, route.PathItem, route.Path); len(wrong) > 0 {
		t.Errorf("%s %s answered %d to a request that the document does not allow:\n%s",
			request.Method, request.URL.Path, response.StatusCode, sentences(wrong))
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.covered[request.Method+" "+route.Path+" "+strconv.Itoa(response.StatusCode)] = true
}

// unread copies a request with its whole body, which the original has as well afterwards.
func unread(request *http.Request) (*http.Request, error) {
	again := request.Clone(request.Context())
	if request.Body == nil || request.Body == http.NoBody {
		return again, nil
	}
	source := request.Body
	if request.GetBody != nil {
		var err error
		if source, err = request.GetBody(); err != nil {
			return nil, err
		}
	}
	body, err := io.ReadAll(source)
	source.Close()
	if err != nil {
		return nil, err
	}
	if request.GetBody == nil {
		request.Body = io.NopCloser(bytes.NewReader(body))
	}
	again.Body = io.NopCloser(bytes.NewReader(body))
	return again, nil
}

// Covered lists the exchanges that passed so far, sorted, each as method, path of the document and status:
// "GET /api/shop/products/{slug} 404".
func (c *Contract) Covered() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	listed := make([]string, 0, len(c.covered))
	for exchange := range c.covered {
		listed = append(listed, exchange)
	}
	slices.Sort(listed)
	return listed
}

// Uncovered lists, in the form of [Contract.Covered], the operations of the document with those of their statuses below
// 400 that no exchange has had so far. It is empty when each operation has shown all its good answers.
func (c *Contract) Uncovered() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.expected), func(exchange string) bool { return c.covered[exchange] })
}

func sentences(wrong []*errors.ValidationError) string {
	var text strings.Builder
	for _, one := range wrong {
		if len(one.SchemaValidationErrors) == 0 {
			fmt.Fprintf(&text, "- %s: %s\n", one.Message, one.Reason)
		}
		for _, detail := range one.SchemaValidationErrors {
			fmt.Fprintf(&text, "- %s: at /%s: %s\n", one.Message, strings.Join(detail.InstancePath, "/"), detail.Reason)
		}
	}
	return text.String()
}

func excerpt(body []byte) string {
	const most = 1500
	if len(body) > most {
		return string(body[:most]) + " …"
	}
	return string(body)
}
