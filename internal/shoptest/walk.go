package shoptest

// Custom is a filled-in form that every drink of the catalogue takes.
func Custom(inscription string) map[string]any {
	return map[string]any{"color": "wine", "inscription": inscription, "phone": "0803 123 4567", "town": "Ibadan"}
}

// Add puts pieces of a product into the browser's cart and gives the cart.
func (b *Browser) Add(product string, quantity int, customizations map[string]any) Answer {
	b.t.Helper()
	return b.Post("/api/shop/cart/items", map[string]any{"product": product, "quantity": quantity, "customizations": customizations}).Want(200)
}

// Form is a checkout form that is right as it is, for delivery to Ibadan.
func Form() map[string]any {
	return map[string]any{
		"email": "ada@example.com", "phone": "0803 123 4567", "name": "Ada Obi", "zone": "Ibadan", "address": "12 Ring Road, opposite the bakery",
	}
}

// Order puts one mug into the cart, checks out and gives the order.
func (b *Browser) Order() Answer {
	b.t.Helper()
	b.Add(Mug, 1, Custom("Ada"))
	return b.Post("/api/shop/checkout", Form()).Want(201)
}

// Begin begins to pay an order and gives the reference.
func (b *Browser) Begin(order string) string {
	b.t.Helper()
	return b.Post("/api/paystack/initialize", map[string]any{"order": order}).Want(200).Text("reference")
}

// Verify asks what became of a payment and gives the payment with its order.
func (b *Browser) Verify(reference string) Answer {
	b.t.Helper()
	return b.Post("/api/paystack/verify/"+reference, nil).Want(200)
}
