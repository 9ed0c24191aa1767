import "./shared/styles/tokens.css";
import "./shared/styles/base.css";
import "./app/app.css";
import { partOf, parts } from "./app/parts";
import { matchRoute } from "./app/routes";

// This file is tiny and comes first: the page's own part is fetched beside the main one, not after it.
const page = matchRoute(location.pathname);
const part = page && partOf[page.name];
// A part that does not come is told by the page's error boundary, which asks for it again.
if (part) parts[part]().catch(() => {});
void import("./start").then(({ start }) => start());
