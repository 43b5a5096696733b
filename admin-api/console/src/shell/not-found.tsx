import { Link } from "@tanstack/react-router";
import { Page } from "../parts/page.tsx";

/** An address that is no screen. */
export function NotFound() {
  return (
    <main>
      <Page title="There is no screen at this address">
        <p>
          It may be mistyped, or of another version. <Link to="/">Overview</Link>
        </p>
      </Page>
    </main>
  );
}
