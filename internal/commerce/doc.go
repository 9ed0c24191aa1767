// Package commerce holds the shop's rules: what a cart costs, what a shopper may ask for, how an order moves and what
// an answer of Paystack means. Values go in, values come out; there is no database, network, clock or log here, so that
// every rule can be tested by itself.
//
// A rule that says no returns a [*Refusal]. Amounts are integer kobo, times are UTC.
package commerce
