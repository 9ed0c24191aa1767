package config_test

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"lovegiftings/internal/config"
)

// open reads a run (the environment as names and values, the arguments of the command line) and lets it open.
func open(env map[string]string, args ...string) (*config.Config, error) {
	root := &cobra.Command{Use: "lovegiftings"}
	root.PersistentFlags().String("dir", "", "")
	serve := &cobra.Command{Use: "serve [domain(s)]", Run: func(*cobra.Command, []string) {}}
	serve.Flags().String("http", "", "")
	serve.Flags().String("https", "", "")
	root.AddCommand(serve)
	c, err := config.Read(root, args, func(name string) string { return env[name] })
	if err != nil {
		return nil, err
	}
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		return nil, err
	}
	return c, c.Open(root, args)
}

func TestARunIsWhatTheEnvironmentAndTheCommandLineSay(t *testing.T) {
	for name, test := range map[string]struct {
		env  map[string]string
		args []string
		want config.Config
	}{
		"nothing said": {nil, []string{"serve"}, config.Config{ShopURL: "http://127.0.0.1:8090", ListenURL: "http://127.0.0.1:8090", SandboxAddr: "127.0.0.1:8091"}},
		"the demo on this machine": {nil, []string{"serve", "--demo"}, config.Config{
			ShopURL: "http://127.0.0.1:8090", ListenURL: "http://127.0.0.1:8090", SandboxAddr: "127.0.0.1:8091", Demo: true,
			OwnerEmail: config.DemoOwnerEmail, OwnerPassword: config.DemoOwnerPassword}},
		"the demo with an owner": {map[string]string{"SUPERUSER_EMAIL": "ada@example.com", "SUPERUSER_PASSWORD": "secret1234"}, []string{"serve", "--demo"}, config.Config{
			ShopURL: "http://127.0.0.1:8090", ListenURL: "http://127.0.0.1:8090", SandboxAddr: "127.0.0.1:8091", Demo: true, OwnerEmail: "ada@example.com", OwnerPassword: "secret1234"}},
		"all interfaces are reached at this machine": {nil, []string{"serve", "--http", "0.0.0.0:9000", "--sandbox-addr=127.0.0.1:9001"}, config.Config{
			ShopURL: "http://127.0.0.1:9000", ListenURL: "http://127.0.0.1:9000", SandboxAddr: "127.0.0.1:9001"}},
		"a port alone":       {nil, []string{"serve", "--http=:9000"}, config.Config{ShopURL: "http://127.0.0.1:9000", ListenURL: "http://127.0.0.1:9000", SandboxAddr: "127.0.0.1:8091"}},
		"an address of IPv6": {nil, []string{"serve", "--http=[::1]:9000"}, config.Config{ShopURL: "http://[::1]:9000", ListenURL: "http://[::1]:9000", SandboxAddr: "127.0.0.1:8091"}},
		"real money": {map[string]string{"SHOP_URL": "https://shop.example/", "PAYSTACK_SECRET_KEY": "sk_live_1"}, []string{"serve", "--http=0.0.0.0:8080"}, config.Config{
			ShopURL: "https://shop.example", ListenURL: "http://127.0.0.1:8080", PaystackKey: "sk_live_1", SandboxAddr: "127.0.0.1:8091"}},
		"real money by PocketBase's own domain": {map[string]string{"PAYSTACK_SECRET_KEY": "sk_live_1"}, []string{"serve", "shop.example"}, config.Config{
			ShopURL: "https://shop.example", ListenURL: "https://shop.example", PaystackKey: "sk_live_1", SandboxAddr: "127.0.0.1:8091"}},
		"a public rehearsal": {map[string]string{"SHOP_URL": "https://demo.example"}, []string{"serve", "--demo", "--sandbox"}, config.Config{
			ShopURL: "https://demo.example", ListenURL: "http://127.0.0.1:8090", SandboxAddr: "127.0.0.1:8091", Demo: true, Sandbox: true}},
		"a key that was changed": {map[string]string{"SHOP_URL": "https://shop.example", "PAYSTACK_SECRET_KEY": "sk_live_2", "PAYSTACK_PREVIOUS_SECRET_KEY": "sk_live_1"}, []string{"serve"}, config.Config{
			ShopURL: "https://shop.example", ListenURL: "http://127.0.0.1:8090", PaystackKey: "sk_live_2", PreviousKey: "sk_live_1", SandboxAddr: "127.0.0.1:8091"}},
		"flags of other commands are passed over": {nil, []string{"serve", "--demo", "--http=localhost:8090", "--dir=x"}, config.Config{
			ShopURL: "http://localhost:8090", ListenURL: "http://localhost:8090", SandboxAddr: "127.0.0.1:8091", Demo: true, OwnerEmail: config.DemoOwnerEmail, OwnerPassword: config.DemoOwnerPassword}},
		"test keys at another Paystack": {map[string]string{"PAYSTACK_SECRET_KEY": "sk_test_1", "PAYSTACK_BASE_URL": "http://127.0.0.1:1"}, []string{"serve"}, config.Config{
			ShopURL: "http://127.0.0.1:8090", ListenURL: "http://127.0.0.1:8090", PaystackKey: "sk_test_1", PaystackURL: "http://127.0.0.1:1", SandboxAddr: "127.0.0.1:8091"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := open(test.env, test.args...)
			if err != nil {
				t.Fatal(err)
			}
			if *c != test.want {
				t.Errorf("it is %+v, want %+v", *c, test.want)
			}
		})
	}
}

func TestWhatCannotWorkIsRefusedByItsName(t *testing.T) {
	for name, test := range map[string]struct {
		env  map[string]string
		args []string
		says string
	}{
		"an address without a scheme":                 {map[string]string{"SHOP_URL": "shop.example"}, []string{"serve"}, "SHOP_URL"},
		"an address of another kind":                  {map[string]string{"SHOP_URL": "ftp://shop.example"}, []string{"serve"}, "SHOP_URL"},
		"an address with a path":                      {map[string]string{"SHOP_URL": "https://shop.example/shop"}, []string{"serve"}, "SHOP_URL"},
		"an address with a query":                     {map[string]string{"SHOP_URL": "https://shop.example?x=1"}, []string{"serve"}, "SHOP_URL"},
		"an address with a password":                  {map[string]string{"SHOP_URL": "https://a:b@shop.example"}, []string{"serve"}, "SHOP_URL"},
		"an owner without a password":                 {map[string]string{"SUPERUSER_EMAIL": "ada@example.com"}, []string{"serve"}, "SUPERUSER_PASSWORD"},
		"a password without an owner":                 {map[string]string{"SUPERUSER_PASSWORD": "secret1234"}, []string{"serve"}, "SUPERUSER_EMAIL"},
		"the sandbox with a key":                      {map[string]string{"PAYSTACK_SECRET_KEY": "sk_test_1"}, []string{"serve", "--sandbox"}, "--sandbox"},
		"another Paystack without a key":              {map[string]string{"PAYSTACK_BASE_URL": "http://127.0.0.1:1"}, []string{"serve"}, "PAYSTACK_BASE_URL"},
		"a key before none":                           {map[string]string{"PAYSTACK_PREVIOUS_SECRET_KEY": "sk_live_1"}, []string{"serve"}, "PAYSTACK_PREVIOUS_SECRET_KEY"},
		"pretended money at a public address":         {map[string]string{"SHOP_URL": "https://shop.example"}, []string{"serve"}, "PAYSTACK_SECRET_KEY"},
		"pretended money at a public number":          {map[string]string{"SHOP_URL": "http://203.0.113.7"}, []string{"serve", "--demo"}, "PAYSTACK_SECRET_KEY"},
		"pretended money at a domain of PocketBase's": {nil, []string{"serve", "shop.example"}, "PAYSTACK_SECRET_KEY"},
		"real money without an address":               {map[string]string{"PAYSTACK_SECRET_KEY": "sk_live_1"}, []string{"serve"}, "SHOP_URL"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := open(test.env, test.args...)
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Fatalf("it says %v, want something of %s", err, test.says)
			}
			for _, secret := range []string{"sk_live_1", "sk_test_1", "secret1234"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the sentence shows a secret: %v", err)
				}
			}
		})
	}
}

func TestTheDemosOwnerIsMadeOnlyWhereNobodyElseCanReachIt(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		args []string
	}{
		{map[string]string{"SHOP_URL": "https://demo.example"}, []string{"serve", "--demo", "--sandbox"}},
		{map[string]string{"PAYSTACK_SECRET_KEY": "sk_test_1"}, []string{"serve", "--demo"}},
		{nil, []string{"serve"}},
		{nil, []string{"serve", "--demo", "--http=0.0.0.0:8090"}},
		{nil, []string{"serve", "--demo", "--http=:8090"}},
	} {
		c, err := open(test.env, test.args...)
		if err != nil {
			t.Fatal(err)
		}
		if c.OwnerEmail != "" || c.OwnerPassword != "" {
			t.Errorf("%v %v makes the owner %s", test.env, test.args, c.OwnerEmail)
		}
	}
}

func TestTheWelcomeSaysWhereToLookAndThatMoneyIsPretended(t *testing.T) {
	c, err := open(nil, "serve", "--demo")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"http://127.0.0.1:8090", "/_/", config.DemoOwnerEmail, "pretended", "127.0.0.1:8091"} {
		if !strings.Contains(c.Welcome(), want) {
			t.Errorf("the welcome does not say %s:\n%s", want, c.Welcome())
		}
	}
	c, err = open(map[string]string{"SHOP_URL": "https://shop.example", "PAYSTACK_SECRET_KEY": "sk_live_1", "SUPERUSER_EMAIL": "ada@example.com", "SUPERUSER_PASSWORD": "secret1234"}, "serve")
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"sk_live_1", "secret1234", "pretended", "8091"} {
		if strings.Contains(c.Welcome(), never) {
			t.Errorf("the welcome says %s:\n%s", never, c.Welcome())
		}
	}
}
