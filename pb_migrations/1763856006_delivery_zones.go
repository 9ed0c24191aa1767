package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

func init() {
	migrations.Register(func(app core.App) error {
		town := requiredText("town", 80)
		town.Presentable = true
		zones := core.NewBaseCollection("delivery_zones")
		zones.Fields.Add(town, requiredText("state", 80), kobo("feeKobo"), whole("position", 0, 1_000_000))
		zones.AddIndex("idx_delivery_zones_town", true, "town COLLATE NOCASE", "")
		return app.Save(zones)
	}, drop("delivery_zones"))
}
