import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./app/app";
import { watchNavigation } from "./shared/navigation/arrival";
import { primeFromPage } from "./shared/net/cache";

/** Takes over the page: hydrates what the server rendered, or renders in place of the waiting words. */
export function start() {
  const root = document.getElementById("root");
  if (!root) return;
  watchNavigation();
  const app = <App fallback={primeFromPage()} />;
  if (root.dataset.ssr) hydrateRoot(root, app);
  else createRoot(root).render(app);
}
