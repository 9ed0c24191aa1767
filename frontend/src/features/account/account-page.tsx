import { ErrorSummary } from "../../shared/forms/error-summary";
import { TextField } from "../../shared/forms/field";
import type { FormValues } from "../../shared/forms/form-values";
import { type FormErrors, useForm } from "../../shared/forms/use-form";
import { Link, navigate, useSearch } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { ShopError } from "../../shared/net/fetch-json";
import { useSession } from "../../shared/net/session";
import { say } from "../../shared/ui/toasts";
import styles from "./account.module.css";
import { createAccount, signIn, signOut } from "./account-api";

const LEAST_PASSWORD = 8;

export function AccountPage() {
  const session = useSession();
  const creating = new URLSearchParams(useSearch()).has("new");
  if (session)
    return (
      <>
        <PageHeading>Your account</PageHeading>
        <p>
          Signed in as <strong>{session.email}</strong>.
        </p>
        <div className="actions">
          <Link className="button" href="/orders">
            My orders
          </Link>
          <button
            type="button"
            className="button-plain"
            onClick={() => {
              void signOut();
              say("You are signed out.");
            }}
          >
            Sign out
          </button>
        </div>
      </>
    );
  return creating ? <CreateAccount /> : <SignIn />;
}

const text = (values: FormValues, name: string) => String(values[name] ?? "");

function checkEmail(values: FormValues): FormErrors {
  return /^[^\s@]+@[^\s@]+$/.test(text(values, "email").trim())
    ? {}
    : { email: "Enter an e-mail address, such as ada@example.com" };
}

function SignIn() {
  const form = useForm({
    check: (values) => ({
      ...checkEmail(values),
      ...(text(values, "password") === "" && {
        password: "Enter your password",
      }),
    }),
    async submit(values) {
      try {
        await signIn(text(values, "email").trim(), text(values, "password"));
      } catch (error) {
        if (error instanceof ShopError && error.status === 400)
          throw new ShopError(
            400,
            "E-mail and password do not belong together. Check both.",
          );
        throw error;
      }
      say("You are signed in.");
    },
  });
  return (
    <>
      <PageHeading>Sign in</PageHeading>
      <p>You do not need an account to order.</p>
      <form
        ref={form.ref}
        className={styles.form}
        aria-label="Sign in"
        noValidate
        onSubmit={form.onSubmit}
        onInput={form.onInput}
      >
        <ErrorSummary form={form} />
        <EmailField error={form.errors.email} />
        <TextField
          name="password"
          label="Password"
          error={form.errors.password}
          input={{ type: "password", autoComplete: "current-password" }}
        />
        <button type="submit" className="button">
          Sign in
        </button>
      </form>
      <p>
        <Link className="link" href="/account?new=1">
          Create an account
        </Link>
      </p>
    </>
  );
}

function CreateAccount() {
  const form = useForm({
    check: (values) => ({
      ...(text(values, "name").trim() === "" && { name: "Enter your name" }),
      ...checkEmail(values),
      ...(text(values, "password").length < LEAST_PASSWORD && {
        password: `Enter a password of ${LEAST_PASSWORD} letters or more`,
      }),
    }),
    async submit(values) {
      await createAccount(
        text(values, "name").trim(),
        text(values, "email").trim(),
        text(values, "password"),
      );
      say("Your account is ready. You are signed in.");
      navigate("/account", { replace: true });
    },
  });
  return (
    <>
      <PageHeading>Create an account</PageHeading>
      <p>With an account you find your cart and orders on every device.</p>
      <form
        ref={form.ref}
        className={styles.form}
        aria-label="Create an account"
        noValidate
        onSubmit={form.onSubmit}
        onInput={form.onInput}
      >
        <ErrorSummary form={form} />
        <TextField
          name="name"
          label="Name"
          error={form.errors.name}
          input={{ autoComplete: "name" }}
        />
        <EmailField error={form.errors.email} />
        <TextField
          name="password"
          label="Password"
          hint={`${LEAST_PASSWORD} letters or more. Pasting is fine.`}
          error={form.errors.password}
          input={{ type: "password", autoComplete: "new-password" }}
        />
        <button type="submit" className="button">
          Create account
        </button>
      </form>
      <p>
        <Link className="link" href="/account">
          Sign in instead
        </Link>
      </p>
    </>
  );
}

function EmailField({ error }: { error: string | undefined }) {
  return (
    <TextField
      name="email"
      label="E-mail"
      error={error}
      input={{
        type: "email",
        autoComplete: "email",
        spellCheck: false,
        autoCapitalize: "none",
      }}
    />
  );
}
