package commerce

import (
	"reflect"
	"strings"
	"testing"
)

func TestNoCellOfASheetIsAFormula(t *testing.T) {
	cells := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'=x", "'x", "''", "x", "", "a,b", "say \"no\"", "two\nlines", "\nx", "₦5 ọ̀"}
	columns := make([]string, len(cells))
	for i := range columns {
		columns[i] = "c" + strings.Repeat("x", i)
	}
	written := WriteSheet(Sheet{Columns: columns, Rows: []SheetRow{{Cells: cells}}})
	text, marked := strings.CutPrefix(string(written), "\ufeff")
	if !marked || !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Errorf("written as %q", written)
	}
	for _, formula := range []string{",=", ",+", ",-", ",@", "\n=", ",\t", ",\"=", ",\"\t", ",\"\r"} {
		if strings.Contains(text, formula) {
			t.Errorf("a spreadsheet takes %q for a formula: %q", formula, text)
		}
	}
	read, err := ReadSheet(written)
	if err != nil || !reflect.DeepEqual(read.Rows[0].Cells, cells) || !reflect.DeepEqual(read.Columns, columns) {
		t.Errorf("read as %+v, %v", read, err)
	}
}

func TestASheetThatIsNoneIsRefusedAtItsLine(t *testing.T) {
	for content, want := range map[string]string{
		"":                        "line 1: This file is empty.",
		"a,b\n1,2\n\"3,4\n":       "line 3: A quotation mark",
		"a,b\n1,2\n3,4,5\n":       "line 3: This row has 3 cells, but there are only 2 columns.",
		"a,A\n":                   "line 1: The column A is there twice.",
		"a,b\n1,\xff\n":           "line 2: This is not UTF-8 text.",
		"a,b\nx,\ufffd\n1,\xff\n": "line 3: This is not UTF-8 text.",
	} {
		if _, err := ReadSheet([]byte(content)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", content, err)
		}
	}
	sheet, err := ReadSheet([]byte("\ufeff Slug ,Name\r\n\r\nx,\"two\nlines\"\r\n,\r\ny\r\n"))
	if err != nil || len(sheet.Rows) != 2 || sheet.Rows[0].Line != 3 || sheet.Rows[1].Line != 6 || !sheet.Has("slug", "NAME") || sheet.Has("slug", "price") {
		t.Errorf("%+v, %v", sheet, err)
	}
}

func TestHTMLBecomesTheTextThatItShows(t *testing.T) {
	for markup, want := range map[string]string{
		"plain < text & more":                            "plain < text & more",
		"<p>One</p><p>Two &amp; three</p>":               "One\n\nTwo & three",
		"<ul><li>One</li><li>Two</li></ul>After":         "One\nTwo\n\nAfter",
		"One<br/>Two<script>alert(1)</script><!-- x -->": "One\nTwo",
		"<a href=\"javascript:x\">Link</a>":              "Link",
	} {
		if got := PlainText(markup); got != want {
			t.Errorf("%q is shown as %q, want %q", markup, got, want)
		}
	}
}

// Whatever a file holds, reading it does not fail but by refusing it; what was read and written is read as the same.
func FuzzReadSheet(f *testing.F) {
	for _, content := range []string{
		"", "a\n", "\ufeffslug,name\r\nx,'=1\r\n", "a,b\n\"1\"\"\",\"two\nlines\"\n", "Handle,Title,Variant Price\nx,X,1\nx,,2\n", "Type,Name,Regular price,Images\nsimple,X,1,\"a, b\"\n", "a\n\r\r\n", "a,b\n\"\r\",''", "\xff",
	} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		sheet, err := ReadSheet(content)
		if err != nil {
			if _, ok := err.(*SheetError); !ok {
				t.Fatalf("refused by %T", err)
			}
			return
		}
		for _, row := range sheet.Rows {
			if len(row.Cells) != len(sheet.Columns) || row.Line < 1 {
				t.Fatalf("a row of %d cells at line %d for %d columns", len(row.Cells), row.Line, len(sheet.Columns))
			}
		}
		again, err := ReadSheet(WriteSheet(sheet))
		if err != nil || len(again.Rows) != len(sheet.Rows) || !reflect.DeepEqual(again.Columns, sheet.Columns) {
			t.Fatalf("%+v became %+v: %v", sheet, again, err)
		}
		for i := range sheet.Rows {
			if !reflect.DeepEqual(again.Rows[i].Cells, sheet.Rows[i].Cells) {
				t.Fatalf("%q became %q", sheet.Rows[i].Cells, again.Rows[i].Cells)
			}
		}
	})
}

// Whatever another system exports, what is made of it can be written, read again and pointed at by its line.
func FuzzReadForeign(f *testing.F) {
	for _, content := range []string{
		"Handle,Title,Body (HTML),Type,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src,Status\nmug,Mug,<p>A &amp; b</p>,Drinks > Mugs,6500.00,shopify,3,https://cdn.example/a.jpg?v=1,active\nmug,,,,,,,https://cdn.example/b.jpg,\n",
		"URL handle,Title,Price,Product image URL\nx,X,1,//\nx,,2,a.png\n,No handle,3,\n",
		"ID,Type,Name,Published,Regular price,Categories,Images,Stock,Description\n1,simple,Ọ̀ṣun Cup,1,4500,\"Gifts > Cups, Sale\",\"https://x.example/1.png, https://x.example/2.png\",-2,<ul><li>One</li></ul>\n2,variation,Small,1,1,,,,\n",
		"Type,Name,Regular price\nsimple,<script>,=1+1\n",
	} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		sheet, err := ReadSheet(content)
		if err != nil || ForeignShop(sheet) == "" {
			return
		}
		products, categories := FromForeign(sheet)
		if len(products.Rows) > len(sheet.Rows) {
			t.Fatalf("%d rows became %d products", len(sheet.Rows), len(products.Rows))
		}
		known := map[string]bool{}
		for _, row := range categories.Rows {
			known[row.Cells[0]] = true
		}
		for _, row := range products.Rows {
			name, _ := products.Cell(row, "name")
			category, _ := products.Cell(row, "category")
			stock, _ := products.Cell(row, "stock")
			if name == "" || !known[category] || strings.HasPrefix(stock, "-") {
				t.Fatalf("a product of line %d: %q", row.Line, row.Cells)
			}
		}
		for _, made := range []Sheet{products, categories} {
			for _, row := range made.Rows {
				if row.Line < 2 || len(row.Cells) != len(made.Columns) {
					t.Fatalf("%d cells of line %d", len(row.Cells), row.Line)
				}
			}
			if again, err := ReadSheet(WriteSheet(made)); err != nil || len(again.Rows) != len(made.Rows) {
				t.Fatalf("%+v is read again as %+v, %v", made, again, err)
			}
		}
	})
}
