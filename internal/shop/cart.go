package shop

import (
	"context"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// NewItem is what a shopper puts into the cart.
type NewItem struct {
	Product        string // id or slug
	Quantity       int
	Customizations []byte // JSON as it was sent; empty for none
}

// ItemChange is what a shopper changes of a line; what is nil stays.
type ItemChange struct {
	Quantity       *int // 0 removes the line
	Customizations []byte
}

// Cart gives the shopper's cart with today's prices; an empty one when there is none.
func (s *Shop) Cart(ctx context.Context, app core.App, who Shopper) (CartView, error) {
	cart, err := findCart(app, who)
	if err != nil {
		return CartView{}, err
	}
	quote, rows, err := s.quote(app, who, cart)
	if err != nil {
		return CartView{}, err
	}
	zones, err := readZones(app)
	if err != nil {
		return CartView{}, err
	}
	return viewCart(cart, quote, rows, zones), nil
}

// AddItem puts a product into the shopper's cart, which is made when there is none, and gives the whole cart back. The
// same product with the same customizations joins its line.
func (s *Shop) AddItem(ctx context.Context, app core.App, who Shopper, item NewItem) (CartView, error) {
	err := write(ctx, app, "add to cart", func(tx core.App) error {
		row, err := findProduct(tx, s.now(), item.Product)
		if err != nil {
			return err
		}
		if !row.Active {
			return notFound("product", "There is no such gift.")
		}
		line := commerce.Line{Product: row.ID, Quantity: item.Quantity}
		return s.putLine(tx, who, line, row, item.Customizations, commerce.Cart.Add)
	})
	if err != nil {
		return CartView{}, err
	}
	return s.Cart(ctx, app, who)
}

// ChangeItem gives a line of the shopper's cart another quantity, other customizations, or both, and gives the whole
// cart back.
func (s *Shop) ChangeItem(ctx context.Context, app core.App, who Shopper, id string, change ItemChange) (CartView, error) {
	err := write(ctx, app, "change a line", func(tx core.App) error {
		cart, err := findCart(tx, who)
		if err != nil {
			return err
		}
		lines, err := readLines(tx, cart)
		if err != nil {
			return err
		}
		for _, line := range lines {
			if line.ID != id {
				continue
			}
			if change.Quantity != nil {
				line.Quantity = *change.Quantity
			}
			row, err := findProduct(tx, s.now(), line.Product)
			if err != nil {
				return err
			}
			return s.putLine(tx, who, line, row, change.Customizations, commerce.Cart.Change)
		}
		_, err = lines.Change(commerce.Line{ID: id}, commerce.Product{})
		return err
	})
	if err != nil {
		return CartView{}, err
	}
	return s.Cart(ctx, app, who)
}

// RemoveItem takes a line out of the shopper's cart and gives the whole cart back.
func (s *Shop) RemoveItem(ctx context.Context, app core.App, who Shopper, id string) (CartView, error) {
	none := 0
	return s.ChangeItem(ctx, app, who, id, ItemChange{Quantity: &none})
}

// putLine checks a line against its product and makes the change that put plans. Without customizations sent, the
// line's own stay.
func (s *Shop) putLine(tx core.App, who Shopper, line commerce.Line, row productRow, sent []byte,
	put func(commerce.Cart, commerce.Line, commerce.Product) (commerce.CartPlan, error)) error {
	products, err := s.products(tx, who, []productRow{row})
	if err != nil {
		return err
	}
	product := products[row.ID]
	if sent != nil || line.ID == "" {
		if line.Customizations, err = commerce.Customize(product.Fields, sent); err != nil {
			return err
		}
		if err := checkPhotos(tx, who, product.Fields, line.Customizations); err != nil {
			return err
		}
	}
	cart, err := openCart(tx, who, s.now())
	if err != nil {
		return err
	}
	lines, err := readLines(tx, cart)
	if err != nil {
		return err
	}
	plan, err := put(lines, line, product)
	if err != nil {
		return err
	}
	return writePlan(tx, cart, plan, s.now())
}

// MergeCarts joins the cart of the shopper's browser into the account's cart. Signing in twice, or on two phones,
// doubles nothing: the browser's cart is closed by the same transaction.
func (s *Shop) MergeCarts(ctx context.Context, app core.App, who Shopper) error {
	if who.User == "" || who.Session == "" {
		return nil
	}
	return write(ctx, app, "merge carts", func(tx core.App) error {
		if err := adoptPhotos(tx, who); err != nil {
			return err
		}
		guest, err := findCart(tx, Shopper{Session: who.Session})
		if err != nil || guest == nil {
			return err
		}
		own, err := openCart(tx, who, s.now())
		if err != nil {
			return err
		}
		guestLines, err := readLines(tx, guest)
		if err != nil {
			return err
		}
		ownLines, err := readLines(tx, own)
		if err != nil {
			return err
		}
		if err := writePlan(tx, own, commerce.Merge(guestLines, ownLines), s.now()); err != nil {
			return err
		}
		guest.Set("status", "merged")
		return wrap(tx.Save(guest), "close the guest's cart")
	})
}

// quote prices a cart for a shopper; cart may be nil.
func (s *Shop) quote(app core.App, who Shopper, cart *core.Record) (commerce.Quote, map[string]productRow, error) {
	lines, err := readLines(app, cart)
	if err != nil || len(lines) == 0 {
		return commerce.PriceCart(nil, nil), nil, err
	}
	ids := make([]any, len(lines))
	for i, line := range lines {
		ids[i] = line.Product
	}
	rows, err := readProducts(app, s.now(), dbx.In("products.id", ids...))
	if err != nil {
		return commerce.Quote{}, nil, err
	}
	products, err := s.products(app, who, rows)
	if err != nil {
		return commerce.Quote{}, nil, err
	}
	byID := map[string]productRow{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	return commerce.PriceCart(lines, products), byID, nil
}

// products gives what the rules must know of products for one shopper. Pieces that an unpaid order of the shopper's own
// holds count as left: the next checkout sets them free unless Paystack then says that they are being paid, and in the
// end it takes only what is there.
func (s *Shop) products(app core.App, who Shopper, rows []productRow) (map[string]commerce.Product, error) {
	products, err := commerceProducts(app, rows)
	if err != nil {
		return nil, err
	}
	earlier, err := findOrders(app, who, dbx.HashExp{"status": string(commerce.OrderPending)}, mostPending)
	if err != nil {
		return nil, err
	}
	for _, order := range earlier {
		held, err := heldBy(app, order.Id)
		if err != nil {
			return nil, err
		}
		for _, one := range held {
			if product, ok := products[one.Product]; ok {
				product.Stock.Left += one.Pieces
				products[one.Product] = product
			}
		}
	}
	return products, nil
}
