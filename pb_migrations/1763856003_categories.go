package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

func init() {
	migrations.Register(func(app core.App) error {
		categories := core.NewBaseCollection("categories")
		name := requiredText("name", 80)
		name.Presentable = true
		categories.Fields.Add(
			name,
			slug(),
			pictures("image", 1),
			&core.JSONField{Name: "imageSizes", Hidden: true},
			whole("position", 0, 1_000_000),
		)
		categories.AddIndex("idx_categories_slug", true, "slug", "")
		if err := app.Save(categories); err != nil {
			return err
		}
		categories.Fields.Add(one("parent", categories))
		return app.Save(categories)
	}, drop("categories"))
}

// slug is a name as it stands in an address. It may be left empty: the shop makes it of the name.
func slug() *core.TextField {
	return &core.TextField{Name: "slug", Max: 100, Pattern: `^[a-z0-9]+(-[a-z0-9]+)*$`}
}
