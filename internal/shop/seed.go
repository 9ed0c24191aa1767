package shop

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"

	"lovegiftings/internal/demo"
)

// SeedDemo fills an empty shop with the demo catalogue, all or nothing, and reports whether it did: a shop that has a
// category, a product or a delivery town is left as it is.
func (s *Shop) SeedDemo(ctx context.Context, app core.App) (bool, error) {
	for _, collection := range []string{"categories", "products", "delivery_zones"} {
		if count, err := app.CountRecords(collection); err != nil || count > 0 {
			return false, wrap(err, "look whether the shop is empty")
		}
	}
	catalogue, err := demo.Load()
	if err != nil {
		return false, fmt.Errorf("load the demo catalogue: %w", err)
	}
	err = write(ctx, app, "fill the shop with the demo catalogue", func(tx core.App) error {
		return seed(tx, catalogue, demo.Pictures())
	})
	return err == nil, err
}

func seed(tx core.App, catalogue demo.Catalogue, pictures fs.FS) error {
	categories := map[string]string{}
	for i, category := range catalogue.Categories {
		values := map[string]any{"name": category.Name, "slug": category.Slug, "parent": categories[category.Parent], "position": i}
		if category.Picture != "" {
			files, err := seedPictures(pictures, category.Picture)
			if err != nil {
				return err
			}
			values["image"] = files[0]
		}
		record, err := create(tx, "categories", values)
		if err != nil {
			return fmt.Errorf("category %s: %w", category.Slug, err)
		}
		categories[category.Slug] = record.Id
	}
	for i, field := range catalogue.Fields {
		_, err := create(tx, "customization_fields", map[string]any{
			"category": categories[field.Category], "key": field.Key, "label": field.Label, "help": field.Help, "kind": field.Kind,
			"required": field.Required, "limit": field.Limit, "options": field.Options, "surchargeKobo": int64(field.SurchargeKobo), "position": i,
		})
		if err != nil {
			return fmt.Errorf("field %s of %s: %w", field.Key, field.Category, err)
		}
	}
	for i, zone := range catalogue.Zones {
		_, err := create(tx, "delivery_zones", map[string]any{"town": zone.Town, "state": zone.State, "feeKobo": int64(zone.FeeKobo), "position": i})
		if err != nil {
			return fmt.Errorf("town %s: %w", zone.Town, err)
		}
	}
	for i, product := range catalogue.Products {
		files, err := seedPictures(pictures, product.Pictures...)
		if err != nil {
			return err
		}
		values := map[string]any{
			"category": categories[product.Category], "name": product.Name, "slug": product.Slug, "description": product.Description,
			"priceKobo": int64(product.PriceKobo), "active": true, "position": i, "images": files, "stockCounted": product.Stock != nil,
		}
		if product.Stock != nil {
			values["stock"] = *product.Stock
		}
		if _, err := create(tx, "products", values); err != nil {
			return fmt.Errorf("product %s: %w", product.Slug, err)
		}
	}
	return nil
}

func seedPictures(pictures fs.FS, names ...string) ([]*filesystem.File, error) {
	files := make([]*filesystem.File, len(names))
	for i, name := range names {
		content, err := fs.ReadFile(pictures, name)
		if err != nil {
			return nil, fmt.Errorf("read picture %s: %w", name, err)
		}
		if files[i], err = filesystem.NewFileFromBytes(content, name); err != nil {
			return nil, fmt.Errorf("picture %s: %w", name, err)
		}
	}
	return files, nil
}
