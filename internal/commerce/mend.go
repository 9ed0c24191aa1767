package commerce

// mend says what the owner is to do about a value of the catalogue that cannot be taken: "collection.field" as the
// dashboard names them. What can be wrong with one field is little enough for one sentence.
var mend = map[string]string{
	"products.name":           "Write the product's name in at most 120 letters.",
	"products.slug":           "Write the slug in small letters, digits and single hyphens, for example ankara-cup.",
	"products.category":       "Choose the category in which shoppers find this product.",
	"products.description":    "Write the description in at most 5000 letters.",
	"products.priceKobo":      "Write the price in kobo, in digits only, from 1 to 1000000000: ₦1,500.00 is 150000.",
	"products.images":         "Upload at most 8 pictures, each a JPEG, PNG or WebP file of at most 10 MB.",
	"products.stock":          "Write how many pieces are there, in digits only, from 0 to 1000000.",
	"products.position":       "Write the place in the list in digits only, from 0 to 1000000. Smaller numbers stand first.",
	"products.availableFrom":  "Choose the day and time from which on this product is sold, or leave it empty.",
	"products.availableUntil": "Choose the day and time until which this product is sold, or leave it empty.",
	"products.previewX":       "Write where the middle of the words stands on the first picture, from 0 (left) to 100 (right), in digits only.",
	"products.previewY":       "Write where the middle of the words stands on the first picture, from 0 (top) to 100 (bottom), in digits only.",
	"products.previewWidth":   "Write how wide the words may be on the first picture, from 0 (as usual) to 100 (all of it), in digits only.",

	"categories.name":     "Write the category's name in at most 80 letters.",
	"categories.slug":     "Write the slug in small letters, digits and single hyphens, for example travel-cups.",
	"categories.parent":   "Choose the category that this one stands below, or none.",
	"categories.image":    "Upload one picture, a JPEG, PNG or WebP file of at most 10 MB.",
	"categories.position": "Write the place in the list in digits only, from 0 to 1000000. Smaller numbers stand first.",

	"customization_fields.category":      "Choose a category that is there, or a product instead.",
	"customization_fields.product":       "Choose a product that is there, or a category instead.",
	"customization_fields.label":         "Write the question that the shopper sees in at most 80 letters, for example Inscription.",
	"customization_fields.key":           "Write the key in small letters, digits and _, at most 40, for example delivery_town.",
	"customization_fields.help":          "Write the help in at most 300 letters.",
	"customization_fields.kind":          "Choose what the shopper fills in: text, longtext, color, choice and so on.",
	"customization_fields.options":       `Write the options as a list, for example [{"value": "wine", "label": "Wine"}].`,
	"customization_fields.limit":         "Write the limit in digits only, from 0 (no limit of its own) to 2000.",
	"customization_fields.surchargeKobo": "Write the surcharge in kobo, in digits only, from 0 to 1000000000: ₦500.00 is 50000.",
	"customization_fields.least":         "Write how many must be chosen at least, in digits only, from 0 to 2000.",
	"customization_fields.allowed":       "Choose which characters the shopper may write.",
	"customization_fields.emoji":         "Choose whether the shopper may write emoji.",
	"customization_fields.extraDays":     "Write how many days longer making it takes, in digits only, from 0 to 365.",
	"customization_fields.showWhenKey":   "Write the key of the field that this one waits for, in at most 40 letters, or leave it empty.",
	"customization_fields.showWhenValue": "Write the answer that this field waits for in at most 200 letters, or leave it empty for any answer.",
	"customization_fields.position":      "Write the place in the form in digits only, from 0 to 1000000. Smaller numbers stand first.",

	"delivery_zones.town":     "Write the town's name in at most 80 letters.",
	"delivery_zones.state":    "Write the state's name in at most 80 letters, for example Oyo State.",
	"delivery_zones.feeKobo":  "Write the fee in kobo, in digits only, from 0 to 1000000000: ₦2,500.00 is 250000.",
	"delivery_zones.position": "Write the place in the list in digits only, from 0 to 1000000. Smaller numbers stand first.",
}

// taken is [mend] for a value that another record has and that must be there once.
var taken = map[string]string{
	"products.slug":            "Another product has this slug. Write another one, for example with the colour or a number at its end.",
	"categories.slug":          "Another category has this slug. Write another one, for example with the parent's name in front.",
	"customization_fields.key": "This form has a field with this key. Change that field, or write another key here.",
	"delivery_zones.town":      "This town is in the list. Change its fee there instead of adding it again.",
}

// joint are fields that are refused together with another one, at which alone it is said.
var joint = map[string]bool{"customization_fields.category": true, "customization_fields.product": true}

// Mend gives the sentence for the owner about a field whose value was refused; once says that the value must be there
// once and another record has it. ok is false when the problem is said at another field or when there is no sentence.
func Mend(collection, field string, once bool) (problem Problem, ok bool) {
	name := collection + "." + field
	message, ok := mend[name]
	if once {
		message, ok = taken[name]
		if joint[name] {
			return Problem{}, false
		}
	}
	return Problem{Field: field, Code: CodeCatalogueInvalid, Message: message}, ok
}
