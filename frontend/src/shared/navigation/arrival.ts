/*
 * What a document load does by itself and a client-side navigation must do by hand: scroll to the top
 * (or, on back and forward, to where the page was) and move the focus to the new page's heading.
 */

const STORE = "scroll";
const GIVE_UP_MS = 2_000;

let positions: Record<string, number> = {};
let arrivals = 0;
let focused = 0;
let shown = "";
let stopRestoring: () => void = () => {};

const here = () => location.pathname + location.search;

/** Call once, before React renders. wouter announces its navigations as window events. */
export function watchNavigation() {
  history.scrollRestoration = "manual";
  try {
    positions = JSON.parse(sessionStorage.getItem(STORE) ?? "{}");
  } catch {
    positions = {};
  }
  const kind = performance.getEntriesByType?.("navigation")[0] as
    | PerformanceNavigationTiming
    | undefined;
  if (kind && kind.type !== "navigate" && !location.hash)
    restore(positions[here()] ?? 0);

  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        positions[here()] = Math.round(scrollY);
      });
    },
    { passive: true },
  );
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(STORE, JSON.stringify(positions));
    } catch {
      // Without storage a reload starts at the top.
    }
  });
  shown = here();
  addEventListener("popstate", () => {
    // A jump to an anchor of the same page is the browser's own business.
    if (shown === here()) return;
    shown = here();
    arrivals++;
    restore(positions[here()] ?? 0);
  });
  for (const type of ["pushState", "replaceState"])
    addEventListener(type, () => {
      shown = here();
      arrivals++;
      restore(0);
    });
}

/** Scrolls there as soon as the page is long enough, unless the shopper scrolls first. */
function restore(y: number) {
  stopRestoring();
  const started = performance.now();
  let stopped = false;
  const stop = () => {
    stopped = true;
    for (const type of ["wheel", "touchstart", "keydown"])
      removeEventListener(type, stop);
  };
  stopRestoring = stop;
  for (const type of ["wheel", "touchstart", "keydown"])
    addEventListener(type, stop, { passive: true });
  const attempt = () => {
    if (stopped) return;
    const longest = document.documentElement.scrollHeight - innerHeight;
    if (y <= longest || performance.now() - started > GIVE_UP_MS) {
      scrollTo(0, y);
      stop();
    } else requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}

/** Focuses the heading once per navigation; the first page keeps the browser's own focus. */
export function focusArrival(heading: HTMLElement | null) {
  if (!heading || focused === arrivals) return;
  focused = arrivals;
  heading.focus({ preventScroll: true });
}
