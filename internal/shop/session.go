package shop

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
)

// sessionBytes makes 256 random bits.
const sessionBytes = 32

// NewSession makes the token that a guest's browser carries. Only its hash is kept.
func (s *Shop) NewSession() (token string, err error) {
	random := make([]byte, sessionBytes)
	if _, err := io.ReadFull(s.Random, random); err != nil {
		return "", fmt.Errorf("make a session token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(random), nil
}

// SessionHash is what the database keeps of a session token. It is empty for a text that cannot be a token, so that
// nothing is ever found by it.
func SessionHash(token string) string {
	if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) != sessionBytes {
		return ""
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
