package contract

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pb33f/jsonschema/v6"
)

// routes is the contract's table: what the document must have and nothing besides.
var routes = []string{
	"DELETE /api/shop/cart/items/{id}",
	"GET /api/openapi.json",
	"GET /api/owner/catalogue/export",
	"GET /api/owner/catalogue/import",
	"GET /api/paystack/callback",
	"GET /api/shop/cart",
	"GET /api/shop/catalog",
	"GET /api/shop/checkout",
	"GET /api/shop/config",
	"GET /api/shop/delivery-zones",
	"GET /api/shop/health",
	"GET /api/shop/orders",
	"GET /api/shop/orders/{id}",
	"GET /api/shop/photos/{id}",
	"GET /api/shop/products",
	"GET /api/shop/products/{slug}",
	"PATCH /api/shop/cart/items/{id}",
	"POST /api/collections/users/auth-refresh",
	"POST /api/collections/users/auth-with-password",
	"POST /api/collections/users/records",
	"POST /api/owner/catalogue/import",
	"POST /api/owner/catalogue/import/{id}",
	"POST /api/owner/payments/{reference}/verify",
	"POST /api/paystack/glimpse/{reference}",
	"POST /api/paystack/initialize",
	"POST /api/paystack/verify/{reference}",
	"POST /api/paystack/webhook",
	"POST /api/shop/cart/items",
	"POST /api/shop/checkout",
	"POST /api/shop/orders/{id}/cancel",
	"POST /api/shop/photos",
}

var methods = []string{"get", "post", "put", "patch", "delete"}

type object = map[string]any

func parsed(t testing.TB) object {
	t.Helper()
	written, err := JSON(document(t))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	return value.(object)
}

// walk visits every object of the document with its JSON pointer.
func walk(at string, value any, visit func(at string, node object)) {
	switch value := value.(type) {
	case object:
		visit(at, value)
		for key, inner := range value {
			if key != "example" && key != "examples" {
				walk(at+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(key), inner, visit)
			}
		}
	case []any:
		for i, inner := range value {
			walk(at+"/"+strconv.Itoa(i), inner, visit)
		}
	}
}

// follow replaces a reference by what it refers to.
func follow(document, node object) object {
	target, ok := node["$ref"].(string)
	if !ok {
		return node
	}
	for _, key := range strings.Split(strings.TrimPrefix(target, "#/"), "/") {
		document = document[key].(object)
	}
	return document
}

func TestTheDocumentIsOpenAPI31AndServedAsItIsWritten(t *testing.T) {
	New(t, document(t))
	want, err := JSON(document(t))
	if err != nil {
		t.Fatal(err)
	}
	New(t, want)
	if !strings.HasPrefix(string(want), "{\n  \"openapi\": \"3.1.") {
		t.Errorf("the document begins with %.40q", want)
	}
	committed, err := os.ReadFile("../../hooks/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, want) {
		t.Error("hooks/openapi.json is not what hooks/openapi.yaml gives; run: go run ./internal/contract/generate")
	}
}

func TestTheDocumentHasTheContractsRoutesAndNoOthers(t *testing.T) {
	var got []string
	for path, item := range parsed(t)["paths"].(object) {
		for method := range item.(object) {
			if slices.Contains(methods, method) {
				got = append(got, strings.ToUpper(method)+" "+path)
			}
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, routes) {
		t.Errorf("the document has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(routes, "\n"))
	}
}

func TestEveryOperationSaysHowItCanFail(t *testing.T) {
	document := parsed(t)
	names := map[string]bool{}
	for path, item := range document["paths"].(object) {
		for method, value := range item.(object) {
			if !slices.Contains(methods, method) {
				continue
			}
			operation := value.(object)
			route := method + " " + path
			name, _ := operation["operationId"].(string)
			if name == "" || names[name] || operation["summary"] == nil {
				t.Errorf("%s needs a summary and an operationId of its own, has %q", route, name)
			}
			names[name] = true
			needed := []string{"429", "500"}
			if path != "/api/openapi.json" {
				needed = append(needed, "503")
			}
			if method != "get" {
				needed = append(needed, "403", "413")
			}
			if operation["requestBody"] != nil {
				needed = append(needed, "400")
			}
			if strings.Contains(path, "{") {
				needed = append(needed, "404")
			}
			responses := operation["responses"].(object)
			for _, status := range needed {
				if responses[status] == nil {
					t.Errorf("%s does not say that it can answer %s", route, status)
				}
			}
			for status, value := range responses {
				response := follow(document, value.(object))
				if response["description"] == "" {
					t.Errorf("%s: status %s has no description", route, status)
				}
				if status < "400" {
					continue
				}
				schema := response["content"].(object)["application/json"].(object)["schema"].(object)["$ref"]
				if schema != "#/components/schemas/Error" && schema != "#/components/schemas/CheckoutConflict" {
					t.Errorf("%s: status %s has the shape %v, want an error's", route, status, schema)
				}
				if headers, _ := response["headers"].(object); status == "503" && headers["Retry-After"] == nil {
					t.Errorf("%s: status 503 has no Retry-After", route)
				}
			}
		}
	}
}

func TestSchemasAreConsistent(t *testing.T) {
	document := parsed(t)
	used := map[string]bool{}
	walk("", document, func(at string, node object) {
		if target, ok := node["$ref"].(string); ok {
			used[target] = true
		}
		properties, ok := node["properties"].(object)
		if !ok || strings.Contains(at, "/if") || strings.Contains(at, "/then") || strings.HasSuffix(at, "/properties") {
			return
		}
		required, _ := node["required"].([]any)
		for _, name := range required {
			if properties[name.(string)] == nil {
				t.Errorf("%s requires %s, which it does not describe", at, name)
			}
		}
		for name, value := range properties {
			schema := follow(document, value.(object))
			if strings.HasSuffix(name, "Kobo") && (schema["type"] != "integer" || schema["format"] != "int64") {
				t.Errorf("%s/%s is money and no integer of 64 bits", at, name)
			}
			if strings.HasSuffix(name, "At") && !strings.Contains(string(marshal(t, value)), "schemas/Time") {
				t.Errorf("%s/%s is no time", at, name)
			}
		}
	})
	for kind, parts := range document["components"].(object) {
		if kind == "securitySchemes" {
			continue
		}
		for name := range parts.(object) {
			if !used["#/components/"+kind+"/"+name] {
				t.Errorf("nothing uses the part %s of %s", name, kind)
			}
		}
	}
}

func marshal(t testing.TB, value any) []byte {
	t.Helper()
	written, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func TestEveryExampleFitsItsSchema(t *testing.T) {
	document := parsed(t)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	if err := compiler.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	tried := 0
	hold := func(schemaAt string, example any) {
		tried++
		schema, err := compiler.Compile("openapi.json#" + schemaAt)
		if err != nil {
			t.Errorf("%s: %v", schemaAt, err)
			return
		}
		if err := schema.Validate(example); err != nil {
			t.Errorf("%s: the example does not fit: %v", schemaAt, err)
		}
	}
	walk("", document, func(at string, node object) {
		if examples, ok := node["examples"].([]any); ok {
			for _, example := range examples {
				hold(at, example)
			}
		}
		if example, ok := node["example"]; ok {
			hold(at+"/schema", example)
		}
	})
	if tried < 40 {
		t.Errorf("only %d examples were found", tried)
	}
}

func TestJSONKeepsTheOrderAndTheValues(t *testing.T) {
	got, err := JSON([]byte("z: <&>\na: [1, 2.5, true, null, '1']\nm:\n  y: \"\"\n  x: >-\n    one\n    two\n"))
	if err != nil {
		t.Fatal(err)
	}
	var flat bytes.Buffer
	if err := json.Compact(&flat, got); err != nil {
		t.Fatal(err)
	}
	if want := `{"z":"<&>","a":[1,2.5,true,null,"1"],"m":{"y":"","x":"one two"}}`; flat.String() != want {
		t.Errorf("got %s, want %s", flat.String(), want)
	}
}

func TestJSONRefusesWhatItCannotWriteFaithfully(t *testing.T) {
	for text, reason := range map[string]string{
		"":                 "empty",
		"a: 1\nb: 2\na: 3": "",
		"200: ok":          "no text",
		"at: 2026-11-22":   "quotes",
		"a: &x 1\nb: *x":   "anchors",
		"a: .inf":          "JSON",
		"a: [1":            "",
	} {
		if got, err := JSON([]byte(text)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q gave %q and %v, want an error that says %q", text, got, err, reason)
		}
	}
}
