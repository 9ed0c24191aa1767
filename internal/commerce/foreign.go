package commerce

import (
	"html"
	"path"
	"regexp"
	"strings"
)

// ForeignShop recognises the product tables that other shop systems export by their columns; it is empty for every
// other sheet.
func ForeignShop(sheet Sheet) string {
	switch {
	case sheet.Has("Handle", "Title", "Variant Price"), sheet.Has("URL handle", "Title", "Price"):
		return "Shopify"
	case sheet.Has("Type", "Name", "Regular price"):
		return "WooCommerce"
	}
	return ""
}

// FromForeign gives another system's products, and the categories that they name, as sheets of this shop. Each row keeps
// the line that it comes from. Variants become one product at the price of the first, because this shop asks for colours
// and sizes as customizations.
func FromForeign(sheet Sheet) (products, categories Sheet) {
	products.Columns = []string{"slug", "name", "category", "description", "price", "images", "active", "stockCounted", "stock"}
	categories.Columns = []string{"slug", "name"}
	read := readWooCommerce
	if ForeignShop(sheet) == "Shopify" {
		read = readShopify
	}
	byHandle, known := map[string]int{}, map[string]bool{}
	for _, row := range sheet.Rows {
		cell := func(names ...string) string {
			for _, name := range names {
				if text, _ := sheet.Cell(row, name); strings.TrimSpace(text) != "" {
					return strings.TrimSpace(text)
				}
			}
			return ""
		}
		one, handle := read(cell)
		if at, again := byHandle[handle]; again { // a further picture or variant of the product above
			images := &products.Rows[at].Cells[5]
			if one.images != "" && !strings.Contains(pictureSeparator+*images+pictureSeparator, pictureSeparator+one.images+pictureSeparator) {
				*images = strings.TrimPrefix(*images+pictureSeparator+one.images, pictureSeparator)
			}
			continue
		}
		if one.name == "" {
			continue // a variant whose product is not there
		}
		if handle != "" {
			byHandle[handle] = len(products.Rows)
		}
		if one.category == "" {
			one.category = "Gifts"
		}
		category := Slug(one.category)
		if !known[category] {
			known[category] = true
			categories.Rows = append(categories.Rows, SheetRow{row.Line, []string{category, one.category}})
		}
		counted := "no"
		if one.stock != "" {
			counted = "yes"
		}
		products.Rows = append(products.Rows, SheetRow{row.Line, []string{
			one.slug, one.name, category, PlainText(one.description), one.price, one.images, one.active, counted, one.stock,
		}})
	}
	return products, categories
}

// pictureSeparator stands between the file names of a cell.
const pictureSeparator = "|"

type foreignProduct struct{ slug, name, category, description, price, images, active, stock string }

// readShopify reads a row of Shopify's product export (Shopify Help Center, "Using CSV files to import and export
// products"; the columns have an older and a newer name): the first row of a handle is the product, those below are its further pictures and variants.
func readShopify(cell func(...string) string) (foreignProduct, string) {
	stock := ""
	if cell("Variant Inventory Tracker", "Inventory tracker") != "" {
		stock = cell("Variant Inventory Qty", "Inventory quantity")
		if stock == "" || strings.HasPrefix(stock, "-") {
			stock = "0"
		}
	}
	category := cell("Type", "Product Category")
	if parts := strings.Split(category, ">"); len(parts) > 1 {
		category = strings.TrimSpace(parts[len(parts)-1])
	}
	active := yesNo(strings.EqualFold(cell("Status"), "active") || cell("Status") == "" && !strings.EqualFold(cell("Published", "Published on online store"), "false"))
	return foreignProduct{
		slug: Slug(cell("Handle", "URL handle")), name: cell("Title"), category: category, description: cell("Body (HTML)", "Description"), price: cell("Variant Price", "Price"),
		images: pictureName(cell("Image Src", "Product image URL")), active: active, stock: stock,
	}, cell("Handle", "URL handle")
}

// readWooCommerce reads a row of WooCommerce's product export (WooCommerce documentation, "Product CSV Importer and
// Exporter"). Of several categories the first counts, of a path its end.
func readWooCommerce(cell func(...string) string) (foreignProduct, string) {
	if cell("Type") == "variation" {
		return foreignProduct{}, ""
	}
	category, _, _ := strings.Cut(cell("Categories"), ",")
	if parts := strings.Split(category, ">"); len(parts) > 1 {
		category = parts[len(parts)-1]
	}
	var images []string
	for image := range strings.SplitSeq(cell("Images"), ",") {
		if name := pictureName(strings.TrimSpace(image)); name != "" {
			images = append(images, name)
		}
	}
	stock := cell("Stock")
	if strings.HasPrefix(stock, "-") {
		stock = "0"
	}
	return foreignProduct{
		slug: Slug(cell("Slug", "Name")), name: cell("Name"), category: strings.TrimSpace(category), description: cell("Description", "Short description"),
		price: cell("Regular price"), images: strings.Join(images, pictureSeparator), active: yesNo(cell("Published") == "1"), stock: stock,
	}, cell("ID")
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// pictureName is the file name at the end of a picture's address.
func pictureName(address string) string {
	address, _, _ = strings.Cut(address, "?")
	if address == "" {
		return ""
	}
	return path.Base(address)
}

var (
	unshownTags = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)\s*>|<!--.*?-->`)
	breakingTag = regexp.MustCompile(`(?i)<br\s*/?>|</(li|tr|div|h[1-6])\s*>`)
	partingTag  = regexp.MustCompile(`(?i)</(p|ul|ol|table|blockquote)\s*>`)
	anyTag      = regexp.MustCompile(`<[a-zA-Z/][^>]*>`)
)

// PlainText gives the text that a piece of HTML shows, paragraphs parted by empty lines. Text without tags stays as it
// is, in its canonical form.
func PlainText(markup string) string {
	if anyTag.MatchString(markup) {
		markup = unshownTags.ReplaceAllString(markup, "")
		markup = partingTag.ReplaceAllString(breakingTag.ReplaceAllString(markup, "\n"), "\n\n")
		markup = html.UnescapeString(anyTag.ReplaceAllString(markup, ""))
	}
	clean, ok := CleanText(markup)
	if !ok {
		return markup
	}
	return clean
}
