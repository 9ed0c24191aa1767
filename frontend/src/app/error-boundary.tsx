import { Component, type ReactNode } from "react";
import { Help } from "../shared/ui/page-state";

const RELOADED = "reloaded-for";

interface State {
  error: unknown;
}

/**
 * Catches what a page throws while it renders. A part of the program that is gone after a new release
 * is fetched by one full reload of that address, once.
 */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? new Error("unknown") };
  }

  override componentDidCatch(error: unknown) {
    if (!isMissingPart(error)) return;
    try {
      if (sessionStorage.getItem(RELOADED) === location.href) return;
      sessionStorage.setItem(RELOADED, location.href);
      location.reload();
    } catch {
      // Without storage we could not know that we have reloaded already.
    }
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <>
        <h1 tabIndex={-1}>Sorry, there is a problem with the shop</h1>
        <p role="alert">
          This page did not come up. Your cart is safe. Load the page again; if
          that does not help, tell us.
        </p>
        <button
          type="button"
          className="button"
          onClick={() => location.reload()}
        >
          Reload
        </button>
        <Help />
      </>
    );
  }
}

function isMissingPart(error: unknown): boolean {
  return (
    error instanceof TypeError && /import|module|fetch/i.test(error.message)
  );
}
