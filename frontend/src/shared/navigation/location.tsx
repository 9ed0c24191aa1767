import type { AnchorHTMLAttributes, MouseEvent } from "react";
import {
  navigate,
  useBrowserLocation,
  useSearch,
} from "wouter/use-browser-location";

/*
 * The address bar for everything else. Of wouter only its location hooks are taken: the route list is ours
 * (the server needs it too), and its own Link and Route bring a pattern parser that nothing here uses.
 */

export { navigate, useSearch };

/** The path of the page that is shown. */
export function usePath(): string {
  return useBrowserLocation()[0];
}

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link within the shop: a plain one to the browser, a navigation without a load on a plain click. */
export function Link({ href, ...rest }: Props) {
  function onClick(event: MouseEvent) {
    if (
      event.button === 0 &&
      !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    ) {
      event.preventDefault();
      navigate(href);
    }
  }
  return <a {...rest} href={href} onClick={onClick} />;
}
