package commerce

import (
	"strings"
	"unicode"
)

// NormalizePhone reads a phone number in any usual Nigerian spelling (0803 123 4567, 803-123-4567, +234 (0) 803…,
// 00234…) or an international one with its country code, and gives it as E.164, for example +2348031234567.
// ok is false when it cannot be a phone number.
func NormalizePhone(text string) (e164 string, ok bool) {
	digits, international := phoneDigits(text)
	switch {
	case strings.HasPrefix(digits, "00"):
		digits, international = digits[2:], true
	case !international && strings.HasPrefix(digits, "234") && len(digits) >= 13:
		international = true
	}
	if !international {
		digits = "234" + strings.TrimPrefix(digits, "0")
	}
	if national, nigerian := strings.CutPrefix(digits, "234"); nigerian {
		national = strings.TrimPrefix(national, "0")
		if len(national) != 10 || !strings.ContainsRune("789", rune(national[0])) {
			return "", false
		}
		return "+234" + national, true
	}
	if len(digits) < 8 || len(digits) > 15 || digits[0] == '0' {
		return "", false
	}
	return "+" + digits, true
}

// phoneDigits keeps the digits of a spelling and says whether it began with a plus; anything but digits and the usual
// separators makes it no number at all. The invisible marks that a phone puts round a copied number are no fault.
func phoneDigits(text string) (digits string, plus bool) {
	var kept strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			kept.WriteRune(r)
		case r == '+' && !plus && kept.Len() == 0:
			plus = true
		case strings.ContainsRune("().", r), unicode.IsSpace(r), unicode.In(r, unicode.Pd, unicode.Cf):
		default:
			return "", false
		}
	}
	return kept.String(), plus
}
