import { Link } from "@tanstack/react-router";
import { Empty } from "../parts/empty.tsx";

/** An address that is no screen. */
export function NotFound() {
  return (
    <main>
      <Empty title="There is no screen at this address">
        <Link to="/">Overview</Link>
      </Empty>
    </main>
  );
}
