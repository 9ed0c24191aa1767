import { Link } from "../shared/navigation/location";
import { PageHeading } from "../shared/navigation/page-heading";
import { Help } from "../shared/ui/page-state";

export function NotFoundPage() {
  return (
    <>
      <PageHeading>Page not found</PageHeading>
      <p>
        If you typed the address, check that it is right. If a link brought you
        here, what it led to may be gone.
      </p>
      <div className="actions">
        <Link className="button" href="/">
          Go to the shop
        </Link>
        <Link className="button-plain" href="/search">
          Search the shop
        </Link>
      </div>
      <Help />
    </>
  );
}
