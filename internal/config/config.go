// Package config reads what the environment and the command line say of a run, and refuses what cannot work with the
// variable's or the flag's name in the sentence.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
)

// The owner of a demo shop that nobody but its own machine can reach.
const (
	DemoOwnerEmail    = "owner@example.com"
	DemoOwnerPassword = "lovegiftings"
)

// Config is one run of the program.
type Config struct {
	ShopURL       string // SHOP_URL: the shop's public address, without a slash at its end; see [Config.Open]
	ListenURL     string // where the shop listens, for those on the same machine; set by [Config.Open]
	PaystackKey   string // PAYSTACK_SECRET_KEY; empty: the built-in sandbox
	PreviousKey   string // PAYSTACK_PREVIOUS_SECRET_KEY: the key before it, whose webhooks are still believed
	PaystackURL   string // PAYSTACK_BASE_URL; empty: Paystack's own
	OwnerEmail    string // SUPERUSER_EMAIL: the first superuser, made when there is none
	OwnerPassword string // SUPERUSER_PASSWORD
	Demo          bool   // --demo: fill an empty shop with the demo catalogue
	Sandbox       bool   // --sandbox: the built-in sandbox even at a public address
	SandboxAddr   string // --sandbox-addr: where the built-in sandbox listens
	ByHand        bool   // for tests: nothing goes on in the background, neither drawing nor a look at the books
}

// Read adds the program's flags to root, reads those in args, and the environment through getenv. Flags of other
// commands in args are passed over.
func Read(root *cobra.Command, args []string, getenv func(string) string) (*Config, error) {
	c := &Config{
		ShopURL: getenv("SHOP_URL"), PaystackKey: getenv("PAYSTACK_SECRET_KEY"), PreviousKey: getenv("PAYSTACK_PREVIOUS_SECRET_KEY"), PaystackURL: getenv("PAYSTACK_BASE_URL"),
		OwnerEmail: getenv("SUPERUSER_EMAIL"), OwnerPassword: getenv("SUPERUSER_PASSWORD"),
	}
	flags := root.PersistentFlags()
	flags.BoolVar(&c.Demo, "demo", false, "fill an empty shop with the demo catalogue")
	flags.BoolVar(&c.Sandbox, "sandbox", false, "use the built-in Paystack sandbox even at a public address")
	flags.StringVar(&c.SandboxAddr, "sandbox-addr", "127.0.0.1:8091", "where the built-in Paystack sandbox listens")
	_ = root.ParseFlags(args) // what is wrong with them is said when the command runs

	var err error
	if c.ShopURL, err = address(c.ShopURL); err != nil {
		return nil, fmt.Errorf("SHOP_URL: %w", err)
	}
	if (c.OwnerEmail == "") != (c.OwnerPassword == "") {
		return nil, errors.New("SUPERUSER_EMAIL and SUPERUSER_PASSWORD: set both or neither")
	}
	if c.Sandbox && c.PaystackKey != "" {
		return nil, errors.New("--sandbox: PAYSTACK_SECRET_KEY is set, too; leave one of them out")
	}
	if c.PaystackKey == "" && c.PaystackURL != "" {
		return nil, errors.New("PAYSTACK_BASE_URL is set without PAYSTACK_SECRET_KEY")
	}
	if c.PaystackKey == "" && c.PreviousKey != "" {
		return nil, errors.New("PAYSTACK_PREVIOUS_SECRET_KEY is set without PAYSTACK_SECRET_KEY")
	}
	return c, nil
}

// BuiltIn reports whether payments go to the built-in sandbox: no key was given.
func (c *Config) BuiltIn() bool { return c.PaystackKey == "" }

// Open completes the configuration by what the serve command was told: without SHOP_URL the shop's address is the one
// that it serves at. It refuses real money without an address to come back to, and pretended money at a public one.
// root and args are those of [Read].
func (c *Config) Open(root *cobra.Command, args []string) error {
	serve, _, err := root.Find(args)
	if err != nil {
		return fmt.Errorf("find the command: %w", err)
	}
	c.ListenURL = served(serve)
	if c.ShopURL == "" {
		if strings.HasPrefix(c.PaystackKey, "sk_live_") && len(serve.Flags().Args()) == 0 {
			return errors.New("SHOP_URL: set the shop's public address, for example https://shop.example; Paystack sends shoppers back there")
		}
		c.ShopURL = c.ListenURL
	}
	public := c.public()
	if c.BuiltIn() && public && !c.Sandbox {
		return fmt.Errorf("PAYSTACK_SECRET_KEY: not set, so payments at %s would only be pretended; set it, or say --sandbox if that is meant", c.ShopURL)
	}
	if c.Demo && c.BuiltIn() && !public && !reachable(serve) && c.OwnerEmail == "" {
		c.OwnerEmail, c.OwnerPassword = DemoOwnerEmail, DemoOwnerPassword
	}
	return nil
}

// Welcome tells whoever started the program where to look.
func (c *Config) Welcome() string {
	text := fmt.Sprintf("The shop:        %s\nIts dashboard:   %s/_/\n", c.ShopURL, c.ShopURL)
	if c.OwnerPassword == DemoOwnerPassword {
		text += fmt.Sprintf("Its demo owner:  %s, password %s\n", DemoOwnerEmail, DemoOwnerPassword)
	}
	if c.BuiltIn() {
		text += fmt.Sprintf("Payments are pretended by the Paystack sandbox at http://%s: no real money moves.\n", c.SandboxAddr)
	}
	return text
}

// public reports whether others than the machine itself can reach the shop's address.
func (c *Config) public() bool {
	u, err := url.Parse(c.ShopURL)
	if err != nil {
		return true
	}
	if u.Hostname() == "localhost" {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err != nil || !ip.IsLoopback()
}

// reachable reports whether the serve command listens for others than the machine itself, whatever the shop's address
// is: everybody knows the demo owner's password.
func reachable(serve *cobra.Command) bool {
	if len(serve.Flags().Args()) > 0 {
		return true
	}
	for _, name := range []string{"http", "https"} {
		flag := serve.Flag(name)
		if flag == nil || flag.Value.String() == "" {
			continue
		}
		host, _, err := net.SplitHostPort(flag.Value.String())
		if err != nil {
			return true
		}
		if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
			return true
		}
	}
	return false
}

// served is the address at which PocketBase's serve command listens (its flags --http and --https, or its domains).
func served(serve *cobra.Command) string {
	if domains := serve.Flags().Args(); len(domains) > 0 {
		return "https://" + domains[0]
	}
	scheme, at := "http://", "127.0.0.1:8090"
	if flag := serve.Flag("http"); flag != nil && flag.Value.String() != "" {
		at = flag.Value.String()
	}
	if flag := serve.Flag("https"); flag != nil && flag.Value.String() != "" {
		scheme, at = "https://", flag.Value.String()
	}
	host, port, err := net.SplitHostPort(at)
	if err != nil {
		return scheme + at
	}
	if ip, err := netip.ParseAddr(host); host == "" || (err == nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return scheme + net.JoinHostPort(host, port)
}

// address takes a public address and gives it without the slash at its end; an empty one stays empty.
func address(text string) (string, error) {
	text = strings.TrimSuffix(text, "/")
	u, err := url.Parse(text)
	if text != "" && (err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil) {
		return "", errors.New("write it like https://shop.example, without a path")
	}
	return text, nil
}
