package sandbox

import (
	"fmt"
	"slices"

	"lovegiftings/internal/money"
)

// twist changes what an answer says.
func (f Fault) twist(body object) object {
	for i, part := range body {
		if part.name != "data" {
			continue
		}
		switch data := part.value.(type) {
		case object:
			body[i].value = f.twistData(data)
		case []object:
			for at := range data {
				data[at] = f.twistData(data[at])
			}
		}
		if f.Kind == FaultNoData {
			body[i].value = nil
		}
	}
	return body
}

// liesTwice are the fields that [FaultTwice] says a second time.
var liesTwice = []string{"reference", "amount", "currency", "domain", "status"}

func (f Fault) twistData(data object) object {
	switch f.Kind {
	case FaultNoFields:
		return object{}
	case FaultTwice:
		for _, part := range slices.Clone(data) {
			if slices.Contains(liesTwice, part.name) {
				data = append(data, field{part.name, lie(part)})
			}
		}
		return data
	}
	for i, part := range data {
		data[i].value = f.twistValue(part)
	}
	return data
}

func (f Fault) twistValue(part field) any {
	amount, isAmount := part.value.(money.Kobo)
	switch {
	case f.Kind == FaultWrongReference && part.name == "reference",
		f.Kind == FaultWrongAmount && part.name == "amount",
		f.Kind == FaultWrongCurrency && part.name == "currency",
		f.Kind == FaultWrongMode && part.name == "domain",
		f.Kind == FaultWrongStatus && part.name == "status":
		return lie(part)
	case f.Kind == FaultWrongHost && part.name == "authorization_url":
		return "https://paystack.example.net/checkout/0"
	case f.Kind == FaultNegative && isAmount:
		return -amount
	case f.Kind == FaultFraction && isAmount:
		return float64(amount) + 0.5
	case f.Kind == FaultHugeID && part.name == "id":
		return 1e30
	case f.Kind == FaultWrongTypes:
		switch part.value.(type) {
		case money.Kobo, uint64:
			return object{{"value", part.value}}
		case string:
			return 7
		}
	}
	return part.value
}

// lie is what a field does not say.
func lie(part field) any {
	switch part.name {
	case "reference":
		return fmt.Sprint(part.value, "x")
	case "amount":
		if kobo, ok := part.value.(money.Kobo); ok {
			return kobo - 100
		}
	case "currency":
		return "USD"
	case "domain":
		return map[any]string{"test": "live", "live": "test"}[part.value]
	case "status":
		return "exploded"
	}
	return part.value
}
