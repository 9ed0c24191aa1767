package commerce

import (
	"reflect"
	"strings"
	"testing"
)

func TestATableIsKnownByTheColumnsOfItsSystem(t *testing.T) {
	for header, want := range map[string]string{
		"Handle,Title,Variant Price":          "Shopify",
		"Title,URL handle,Price":              "Shopify",
		"id,type,name,regular price,images":   "WooCommerce",
		"slug,name,category,price":            "",
		"Handle,Title":                        "",
		"category,name,slug,description,type": "",
	} {
		sheet, err := ReadSheet([]byte(header + "\n"))
		if err != nil || ForeignShop(sheet) != want {
			t.Errorf("%q is of %q, %v, want %q", header, ForeignShop(sheet), err, want)
		}
	}
}

// Whatever another system's table holds, what becomes of it is a table of this shop: rows as wide as their columns, each
// at a line of the file, no product without a name, none twice, every category there that is named, and it is read back
// as it is written.
func FuzzFromForeign(f *testing.F) {
	for _, content := range []string{
		"Handle,Title,Variant Price\nmug,Mug,4500\nmug,,5000\n,,\n",
		"Handle,Title,Body (HTML),Type,Published,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src,Status\nmug,Mug,<p>A&amp;B</p>,Home > Mugs,true,shopify,-2,1,https://x/a.jpg?v=1,active\nmug,,,,,,,,https://x/b.jpg,\n",
		"URL handle,Title,Price,Product image URL,Status\nmug,Mug,1,https://x/a b.jpg,draft\n",
		"ID,Type,Name,Published,Stock,Regular price,Categories,Images\n7,simple,Mug,1,3,4500,\"Gifts > Mugs, Sale\",\"a.jpg, b.jpg\"\n8,variation,Mug,1,,,,\n9,variable,Ọlá,0,-1,1,>,?\n",
		"Type,Name,Regular price\nsimple,礼物,1\nsimple,礼物,1\n",
		"Handle,Title,Variant Price,Body (HTML)\nx,X,1,<script>a</script><!-- -->&#0;\n",
	} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		sheet, err := ReadSheet(content)
		if err != nil || ForeignShop(sheet) == "" {
			return
		}
		products, categories := FromForeign(sheet)
		lines, named := map[int]bool{}, map[string]bool{}
		for _, row := range sheet.Rows {
			lines[row.Line] = true
		}
		for _, table := range []Sheet{products, categories} {
			for _, row := range table.Rows {
				if len(row.Cells) != len(table.Columns) || !lines[row.Line] {
					t.Fatalf("a row of %d cells at line %d for %d columns", len(row.Cells), row.Line, len(table.Columns))
				}
			}
			again, err := ReadSheet(WriteSheet(table))
			if err != nil || len(again.Rows) != len(table.Rows) {
				t.Fatalf("%+v became %+v: %v", table, again, err)
			}
			for i := range table.Rows {
				if !reflect.DeepEqual(again.Rows[i].Cells, table.Rows[i].Cells) {
					t.Fatalf("%q became %q", table.Rows[i].Cells, again.Rows[i].Cells)
				}
			}
		}
		for _, row := range categories.Rows {
			if named[row.Cells[0]] {
				t.Fatalf("the category %q is there twice", row.Cells[0])
			}
			named[row.Cells[0]] = true
		}
		for _, row := range products.Rows {
			name, _ := products.Cell(row, "name")
			category, _ := products.Cell(row, "category")
			active, _ := products.Cell(row, "active")
			if strings.TrimSpace(name) == "" || !named[category] || active != "yes" && active != "no" {
				t.Fatalf("a product without a name or a category: %q", row.Cells)
			}
		}
	})
}
