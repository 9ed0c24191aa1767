package commerce

import (
	"fmt"
	"slices"
)

// The limits of a cart.
const (
	MaxQuantity = 99 // pieces of one line
	MaxLines    = 50 // lines of one cart
)

// Line is one line of a cart: some pieces of a product, all with the same customizations.
type Line struct {
	ID             string // empty until it is kept
	Product        string // the product's id
	Quantity       int
	Customizations Customizations
}

// same reports whether two lines are of one kind and so must be one line.
func (l Line) same(other Line) bool {
	return l.Product == other.Product && l.Customizations.Key() == other.Customizations.Key()
}

// Cart is the lines of a cart, in the order in which they came.
type Cart []Line

// CartPlan is what must be written to make a change of a cart true: lines to keep (those without an id are new) and the
// ids of lines to remove, which go first.
type CartPlan struct {
	Save   []Line
	Remove []string
}

// Add puts a line of the product into the cart: a line of the same kind takes its quantity, otherwise it stands last.
// It refuses a product that is not sold, and more pieces than are left, whatever their customizations.
func (c Cart) Add(line Line, product Product) (CartPlan, error) {
	for _, there := range c {
		if there.same(line) {
			line.ID = there.ID
			if err := checkQuantity(line.Quantity); err != nil {
				return CartPlan{}, err
			}
			line.Quantity += there.Quantity
		}
	}
	if line.ID == "" && len(c) >= MaxLines {
		return CartPlan{}, Refuse(Conflict, "cart", CodeCartFull, fmt.Sprintf("A cart holds at most %d different gifts. Check out first, then go on.", MaxLines))
	}
	plan := CartPlan{Save: []Line{line}}
	return plan, c.allow(line, product)
}

// Change gives a line a new quantity and new customizations; quantity 0 removes it. If it becomes the same as another
// line the two become one. It refuses a line that is not in the cart, and more pieces than are left unless there were
// already as many.
func (c Cart) Change(line Line, product Product) (CartPlan, error) {
	if !slices.ContainsFunc(c, func(there Line) bool { return there.ID == line.ID }) {
		return CartPlan{}, Refuse(NotFound, "item", CodeNotFound, "This gift is not in your cart.")
	}
	if line.Quantity == 0 {
		return CartPlan{Remove: []string{line.ID}}, nil
	}
	if err := checkQuantity(line.Quantity); err != nil {
		return CartPlan{}, err
	}
	plan := CartPlan{}
	rest := c
	for _, there := range c {
		if there.ID != line.ID && there.same(line) {
			line.Quantity += there.Quantity
			plan.Remove = []string{there.ID}
			rest = slices.DeleteFunc(slices.Clone(c), func(l Line) bool { return l.ID == there.ID })
		}
	}
	plan.Save = []Line{line}
	if line.Quantity <= c.pieces(line.Product)-rest.pieces(line.Product)+rest.quantity(line.ID) {
		return plan, checkQuantity(line.Quantity)
	}
	return plan, rest.allow(line, product)
}

// allow says whether the line may stand in the cart in place of the one with its id.
func (c Cart) allow(line Line, product Product) error {
	if err := checkQuantity(line.Quantity); err != nil {
		return err
	}
	if !product.Active {
		return &Refusal{Kind: Conflict, Problems: []Problem{unavailable("product", product)}}
	}
	if wanted := c.pieces(line.Product) - c.quantity(line.ID) + line.Quantity; !product.Stock.Covers(wanted) {
		return &Refusal{Kind: Conflict, Problems: []Problem{outOfStock("quantity", product)}}
	}
	return nil
}

// pieces counts the pieces of a product over all lines.
func (c Cart) pieces(product string) int {
	count := 0
	for _, line := range c {
		if line.Product == product {
			count += line.Quantity
		}
	}
	return count
}

// quantity is the quantity of the line with this id, 0 when there is none.
func (c Cart) quantity(id string) int {
	for _, line := range c {
		if line.ID == id {
			return line.Quantity
		}
	}
	return 0
}

// Merge joins a guest's cart into the account's own: lines of the same kind keep the larger quantity, the others are
// added. Nothing is doubled, however often the same two carts are merged; lines that no cart can hold any more stay out.
func Merge(guest, own Cart) CartPlan {
	var plan CartPlan
	free := MaxLines - len(own)
	for _, line := range guest {
		at := slices.IndexFunc(own, line.same)
		switch {
		case at >= 0 && own[at].Quantity < line.Quantity:
			kept := own[at]
			kept.Quantity = line.Quantity
			plan.Save = append(plan.Save, kept)
		case at < 0 && free > 0:
			free--
			line.ID = ""
			plan.Save = append(plan.Save, line)
		}
	}
	return plan
}

func checkQuantity(quantity int) error {
	if quantity < 1 || quantity > MaxQuantity {
		return Refuse(Invalid, "quantity", CodeQuantityInvalid, fmt.Sprintf("Choose a quantity from 1 to %d.", MaxQuantity))
	}
	return nil
}
